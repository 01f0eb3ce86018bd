"""The door for interfaces: open the scope of one output, and the words they need to speak of it."""

from forevar.trust.vaults import scope as scopes

scope = scopes.disclosure_scope
DisclosureScope = scopes.DisclosureScope
DisclosureRefused = scopes.DisclosureRefused
LinkingSurface = scopes.LinkingSurface
LinkingUse = scopes.LinkingUse
Opened = scopes.Opened
Sealed = scopes.Sealed
