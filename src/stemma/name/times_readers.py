"""Which reader tells what each form of time expression means; see ``times_read``, ``times_hours``, ``times_business``."""

from collections.abc import Mapping

from stemma.name.times_business import beside_a_quarter, read_period, read_quarter, read_same_period, read_year_end
from stemma.name.times_days import (
    read_day,
    read_day_of,
    read_nth,
    read_part,
    read_week_at,
    read_week_of,
    read_weekday,
    read_year_back,
)
from stemma.name.times_hours import read_clock, read_day_part, read_in_day, read_spoken
from stemma.name.times_lengths import (
    read_bare,
    read_duration,
    read_each,
    read_half,
    read_least,
    read_lengths,
    read_long,
    read_often,
    read_so_often,
    read_span,
    read_whole,
)
from stemma.name.times_read import (
    Reader,
    read_century,
    read_date,
    read_day_after,
    read_decade,
    read_dotted,
    read_feast,
    read_fiscal,
    read_iso,
    read_month,
    read_month_year,
    read_now,
    read_past,
    read_range,
    read_season,
    read_shift,
    read_short_year,
    read_slashed,
    read_unit,
    read_weekend,
    read_year,
    read_years_end,
    reference,
)

READERS: Mapping[str, Reader] = {
    "iso": read_iso, "dotted": read_dotted, "slashed": read_slashed, "date": read_date, "range": read_range,
    "month_year": read_month_year, "month": read_month, "season": read_season, "quarter": read_quarter,
    "year_bc": read_year, "years_bc": read_year, "year_ad": read_year, "years": read_year, "years_end": read_years_end, "year": read_year, "fiscal": read_fiscal,
    "decade": read_decade, "century": read_century, "weekday": read_weekday, "day": read_day, "part": read_part,
    "unit": read_unit, "part_of": read_unit, "day_after": beside_a_quarter(read_day_after), "vague": read_shift, "shift": beside_a_quarter(read_shift), "span": read_span, "duration": read_duration,
    "lengths": read_lengths, "least": read_least, "whole": read_whole, "bare": read_bare, "weekend": read_weekend, "half": read_half, "long": read_long,  "each": read_each, "so_often": read_so_often, "often": read_often, "clock": read_clock, "spoken": read_spoken,
    "daypart": read_day_part, "same_period": read_same_period, "in_day": read_in_day, "period": read_period, "year_end": read_year_end, "day_of": read_day_of, "week_of": read_week_of, "week_at": read_week_at,
    "year_back": read_year_back, "year_to": read_whole,
    "nth": read_nth, "short_year": read_short_year,
    "now": read_now, "past": read_past, "then": read_past, "future": reference("FUTURE_REF"), "feast": read_feast,
}  # fmt: skip
