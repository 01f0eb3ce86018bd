"""Need to know: dated grants on cases, emergency access, and blocks for those in a child's network.

Owns the policy and its two forms, the decision about one case and the filter over all of them.
Must never know what a case holds: a case is its code and nothing more. No decision is kept;
every question reads what stands in the database now.
Start reading at `policy.py` and `rights.csv`, then `decide.py` and its twin `visible.py`.
"""
