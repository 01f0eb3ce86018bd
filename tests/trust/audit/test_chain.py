"""The hash tree: published vectors, a slow reference, and proofs that cannot be bent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forevar.trust.audit import chain
from tests.trust.audit import slow_tree

# The inputs and roots that Certificate Transparency's own tests have published since 2013.
PUBLISHED_LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
PUBLISHED_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
PUBLISHED_PATHS = {
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
}
PUBLISHED_CONSISTENCY = {
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}

leaves_strategy = st.lists(st.binary(max_size=40), max_size=70)


def hashes_of(leaves: list[bytes]) -> list[bytes]:
    return chain.leaf_hashes(leaves)


def proof(spans: list[chain.Span], hashes: list[bytes]) -> list[bytes]:
    return chain.span_roots(spans, [hashes])


@pytest.mark.parametrize("size", range(1, 9))
def test_the_published_roots_come_out(size: int) -> None:
    assert chain.tree_root(hashes_of(PUBLISHED_LEAVES[:size])).hex() == PUBLISHED_ROOTS[size - 1]


def test_the_empty_tree_has_the_published_root() -> None:
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    assert chain.tree_root([]).hex() == empty


@pytest.mark.parametrize(("place", "path"), PUBLISHED_PATHS.items())
def test_the_published_paths_come_out(place: tuple[int, int], path: list[str]) -> None:
    index, size = place
    hashes = hashes_of(PUBLISHED_LEAVES[:size])

    found = proof(chain.inclusion_spans(index, size), hashes)

    assert [one.hex() for one in found] == path


@pytest.mark.parametrize(("sizes", "path"), PUBLISHED_CONSISTENCY.items())
def test_the_published_consistency_comes_out(sizes: tuple[int, int], path: list[str]) -> None:
    old, new = sizes
    hashes = hashes_of(PUBLISHED_LEAVES[:new])

    found = proof(chain.consistency_spans(old, new), hashes)

    assert [one.hex() for one in found] == path


@given(leaves_strategy)
def test_the_root_is_the_slow_root(leaves: list[bytes]) -> None:
    assert chain.tree_root(hashes_of(leaves)) == slow_tree.root(leaves)


@given(leaves_strategy, st.data())
def test_an_edge_can_be_put_down_and_taken_up_anywhere(
    leaves: list[bytes], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(leaves)))
    hashes = hashes_of(leaves)
    first = chain.Edge()
    first.extend(hashes[:cut])

    second = chain.Edge.from_bytes(first.to_bytes(), size=first.size)
    second.extend(hashes[cut:])

    assert second.size == len(leaves)
    assert second.root() == slow_tree.root(leaves)


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=40), st.data())
def test_inclusion_is_the_slow_path_and_holds(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    hashes = hashes_of(leaves)

    path = proof(chain.inclusion_spans(index, len(leaves)), hashes)

    assert path == slow_tree.path(index, leaves)
    chain.check_inclusion(
        hashes[index], index=index, size=len(leaves), proof=path, root=slow_tree.root(leaves)
    )


@given(st.lists(st.binary(max_size=8), max_size=40), st.data())
def test_consistency_is_the_slow_path_and_holds(leaves: list[bytes], data: st.DataObject) -> None:
    old = data.draw(st.integers(0, len(leaves)))

    path = proof(chain.consistency_spans(old, len(leaves)), hashes_of(leaves))

    assert path == slow_tree.consistency(old, leaves)
    chain.check_consistency(
        old=old,
        new=len(leaves),
        proof=path,
        old_root=slow_tree.root(leaves[:old]),
        new_root=slow_tree.root(leaves),
    )


def test_every_small_inclusion_proof_fails_when_bent() -> None:
    leaves = [bytes([number]) for number in range(11)]
    hashes, bent = hashes_of(leaves), 0
    for size in range(1, 12):
        root = slow_tree.root(leaves[:size])
        for index in range(size):
            path = slow_tree.path(index, leaves[:size])
            for wrong in _bendings(path):
                with pytest.raises(chain.BrokenProof):
                    chain.check_inclusion(
                        hashes[index], index=index, size=size, proof=wrong, root=root
                    )
                bent += 1
            for other in set(range(size)) - {index}:
                with pytest.raises(chain.BrokenProof):
                    chain.check_inclusion(
                        hashes[index], index=other, size=size, proof=path, root=root
                    )
    assert bent > 300


def test_every_small_consistency_proof_fails_when_bent() -> None:
    leaves = [bytes([number]) for number in range(11)]
    bent = 0
    for new in range(12):
        for old in range(new + 1):
            roots = slow_tree.root(leaves[:old]), slow_tree.root(leaves[:new])
            path = slow_tree.consistency(old, leaves[:new])
            for wrong in _bendings(path):
                with pytest.raises(chain.BrokenProof):
                    chain.check_consistency(
                        old=old, new=new, proof=wrong, old_root=roots[0], new_root=roots[1]
                    )
                bent += 1
            for wrong_roots in ((bytes(32), roots[1]), (roots[0], bytes(32))):
                if old == 0 and wrong_roots[0] == roots[0]:
                    continue  # nothing is the beginning of anything
                with pytest.raises(chain.BrokenProof):
                    chain.check_consistency(
                        old=old,
                        new=new,
                        proof=path,
                        old_root=wrong_roots[0],
                        new_root=wrong_roots[1],
                    )
    assert bent > 300


def _bendings(path: list[bytes]) -> list[list[bytes]]:
    changed = [[*path[:at], bytes(32), *path[at + 1 :]] for at in range(len(path))]
    shortened = [path[:-1]] if path else []
    return [*changed, *shortened, [*path, bytes(32)], [bytes(32), *path]]


def test_a_proof_for_no_leaf_is_refused() -> None:
    with pytest.raises(chain.BrokenProof):
        chain.check_inclusion(bytes(32), index=3, size=3, proof=[], root=bytes(32))
    with pytest.raises(ValueError, match="no such leaf"):
        chain.inclusion_spans(3, 3)


def test_a_tree_that_shrinks_is_refused() -> None:
    with pytest.raises(chain.BrokenProof):
        chain.check_consistency(old=3, new=2, proof=[], old_root=b"", new_root=b"")
    with pytest.raises(ValueError, match="only grows"):
        chain.consistency_spans(3, 2)


def test_no_proof_at_all_is_refused() -> None:
    with pytest.raises(chain.BrokenProof):
        chain.check_consistency(old=3, new=4, proof=[], old_root=b"", new_root=b"")


def test_a_subtree_out_of_place_is_refused() -> None:
    edge = chain.Edge()
    edge.push((1, bytes(32)))

    with pytest.raises(ValueError, match="must stand"):
        edge.push((2, bytes(32)))
    with pytest.raises(ValueError, match="must stand"):
        edge.push((0, bytes(32)))


def test_an_edge_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="one peak"):
        chain.Edge.from_bytes(bytes(64), size=4)


def test_a_crooked_subtree_is_refused() -> None:
    with pytest.raises(ValueError, match="power of two"):
        chain.subtree_root([bytes(32)] * 3)


def test_too_few_leaves_for_the_proof_are_refused() -> None:
    with pytest.raises(ValueError, match="leaves end"):
        chain.span_roots([(0, 4)], [[bytes(32)]])


@given(leaves_strategy, st.integers(1, 9))
def test_span_roots_do_not_depend_on_the_pages(leaves: list[bytes], width: int) -> None:
    hashes = hashes_of(leaves)
    pages = [hashes[at : at + width] for at in range(0, len(hashes), width)]
    spans = [(0, len(hashes) // 2), (len(hashes) // 2, len(hashes))]

    assert chain.span_roots(spans, pages) == chain.span_roots(spans, [hashes])


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_perfect_spans_cover_without_gap_and_stand_right(start: int, length: int) -> None:
    spans = list(chain.perfect_spans(start, start + length))

    reached = start
    for first, stop in spans:
        assert first == reached
        assert (stop - first).bit_count() == 1
        assert first % (stop - first) == 0
        reached = stop
    assert reached == start + length


def test_a_node_cannot_pose_as_a_leaf() -> None:
    left, right = chain.leaf_hash(b"a"), chain.leaf_hash(b"b")

    assert chain.leaf_hash(left + right) != chain.node_hash(left, right)
