"""What a gate found: for the ledger, for ops.quality_run and ops.quality_result, and for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mediawatch import model
from mediawatch.errors import GateFailed, Permanent
from mediawatch.quality.expectation import SEVERITIES, Expectation, Kind, Severity

SAMPLES = 3
NAMED = 50
"""Of cases that are named one by one, such as sources: each concerns somebody, so three would not do."""
_SAMPLE_CHARACTERS = 160


@dataclass(frozen=True, slots=True)
class ExpectationResult:
    """The outcome of one expectation; the fields are the columns of ops.quality_result (and `error`).

    `observed` puts the figure in words; `sample` has at most three short printable lines. Where the expectation could
    not be evaluated, which says nothing of the data, `error` and `observed` say why."""

    expectation: str
    kind: Kind
    column_name: str | None
    severity: Severity
    success: bool
    unexpected_count: int
    observed: str
    sample: tuple[str, ...] = ()
    error: str | None = None


@dataclass(frozen=True, slots=True)
class GateResult:
    """What the gate of a stage found.

    `rejected`: document_id -> reason codes, of documents with a row that breaks a critical row-level expectation.
    `figures`: the stage's metrics with these documents counted as quarantined, and what was derived from them.
    """

    stage: str
    expectations: tuple[Expectation, ...]
    results: tuple[ExpectationResult, ...]
    rejected: Mapping[str, list[str]] = field(default_factory=dict)
    figures: Mapping[str, int | float | None] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[ExpectationResult, ...]:
        """Expectations that could not be evaluated."""
        return tuple(result for result in self.results if result.error is not None)

    @property
    def failed(self) -> tuple[ExpectationResult, ...]:
        """Critical expectations on the whole batch that do not hold: nothing may run after them."""
        return tuple(
            result
            for result in self.results
            if not result.success and result.error is None and (result.kind, result.severity) == ("batch", "critical")
        )

    @property
    def success(self) -> bool:
        """Whether the run may go on (without the rejected documents)."""
        return not self.failed and not self.errors

    @property
    def max_failed_severity(self) -> Severity | None:
        """The worst severity among all that does not hold; None where everything does."""
        failed = {result.severity for result in self.results if not result.success}
        return next((severity for severity in SEVERITIES if severity in failed), None)

    def message(self) -> str:
        """For people: what failed, its figures, three samples, and what to do; else one line that all is well."""
        if self.errors:
            return "\n".join(
                [
                    f"The quality gate of {self.stage} could not be evaluated (this says nothing of the data):",
                    *(f"- {result.expectation}: {result.observed}" for result in self.errors),
                ]
            )
        if self.failed:
            declared = {item.key: item for item in self.expectations}
            lines = [f"The quality gate of {self.stage} stopped the run:"]
            for result in self.failed:
                item = declared[result.expectation]
                lines += [f"- {item.key}: {result.observed}", f"  Expected: {item.guards}"]
                lines += [f"  for example {sample}" for sample in result.sample]
                lines.append(f"  {item.action}")
            return "\n".join(lines)
        return f"The quality gate of {self.stage} let the run pass{self._remarks()}."

    def _remarks(self) -> str:
        remarks = []
        if self.rejected:
            remarks.append(f"{len(self.rejected):,} documents rejected")
        noted = [result.expectation for result in self.results if not result.success and result.severity != "critical"]
        if noted:
            remarks.append(f"noted: {', '.join(noted)}")
        return f" ({'; '.join(remarks)})" if remarks else ""

    def raise_if_failed(self) -> None:
        """Raises Permanent where an expectation could not be evaluated, GateFailed where a critical one of the batch
        does not hold."""
        if self.errors:
            raise Permanent(self.message())
        if self.failed:
            raise GateFailed(self.message())


def printable(text: str, limit: int = _SAMPLE_CHARACTERS) -> str:
    """`text` on one line, cut to `limit` characters, whatever it holds: it goes to terminals, logs and jsonb."""
    return model.printable(text if len(text) <= limit else text[: limit - 1] + "…")


def samples(lines: Iterable[str], most: int = SAMPLES) -> tuple[str, ...]:
    """The first `most`, printable."""
    first = []
    for line in lines:
        first.append(printable(line))
        if len(first) == most:
            break
    return tuple(first)
