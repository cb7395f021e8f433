"""Marks: a text cut at the borders of its spans, with nothing lost and overlaps told."""

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from service.pages.marks import Span, pieces, source_text

_LENGTH = 30
_spans = st.lists(
    st.tuples(st.integers(0, _LENGTH - 1), st.integers(1, _LENGTH), st.sampled_from(["Observation", "Opinion"]))
    .filter(lambda item: item[0] < item[1])
    .map(lambda item: Span(item[0], item[1], frozenset([item[2]]))),
    max_size=8,
    unique_by=lambda span: (span.start, span.end),
)


def test_overlapping_spans_share_a_darker_piece() -> None:
    found = pieces(10, [Span(0, 6, frozenset(["Opinion"])), Span(4, 10, frozenset(["Observation"]))])
    assert [(p.start, p.end, p.kinds, p.depth) for p in found] == [
        (0, 4, ("Opinion",), 1),
        (4, 6, ("Observation", "Opinion"), 2),
        (6, 10, ("Observation",), 1),
    ]


def test_the_chosen_span_is_made_of_whole_pieces() -> None:
    found = pieces(10, [Span(0, 10, frozenset(["Opinion"]))], here=(3, 7))
    assert [(p.start, p.end) for p in found if p.here] == [(3, 7)]


def test_sentences_without_claims_and_sections_are_told() -> None:
    found = pieces(10, [Span(0, 4, frozenset(["Opinion"]))], uncovered=[(5, 8)], sections=[5])
    assert [(p.start, p.end) for p in found if p.uncovered] == [(5, 8)]
    assert [p.start for p in found if p.section] == [5]


@given(_spans)
def test_pieces_follow_each_other_without_gaps(spans: list[Span]) -> None:
    found = pieces(_LENGTH, spans)
    assert [p.start for p in found] == [0, *(p.end for p in found)][:-1]
    assert found[-1].end == _LENGTH


@given(_spans)
def test_a_piece_is_as_deep_as_the_spans_that_cover_it(spans: list[Span]) -> None:
    for piece in pieces(_LENGTH, spans):
        covering = [span for span in spans if span.start <= piece.start and piece.end <= span.end]
        assert piece.depth == len(covering)
        assert set(piece.kinds) == {kind for span in covering for kind in span.kinds}


def test_source_text_is_escaped_and_keeps_carriage_returns() -> None:
    assert source_text("a<b>\r\n&") == Markup("a&lt;b&gt;&#13;\n&amp;")
