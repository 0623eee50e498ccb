//! Times in every spelling that logs use. A row never fails on its time.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

/// The moment that a text names; a time without zone is UTC, as in Azure's logs. `None` if it is no
/// time, or names no year.
#[must_use]
pub(super) fn instant(text: &str) -> Option<Timestamp> {
    let text = text.trim().trim_matches('"');
    rfc3339(text.as_bytes()).or_else(|| epoch(text)).or_else(|| written(text))
}

/// `2026-11-25T10:00:00.1234567Z`, with a blank in place of the `T`, or with slashes, as PAN-OS has
/// it.
fn rfc3339(text: &[u8]) -> Option<Timestamp> {
    let (day, rest) = text.split_at_checked(10)?;
    let separator = match day {
        [_, _, _, _, b'-', _, _, b'-', ..] => b'-',
        [_, _, _, _, b'/', _, _, b'/', ..] => b'/',
        _ => return None,
    };
    let mut parts = day.split(|b| *b == separator);
    let mut part = |width| digits(parts.next().filter(|part: &&[u8]| part.len() == width)?);
    let date = date(part(4)?, part(2)?, part(2)?)?;
    let [b'T' | b't' | b' ', clock @ ..] = rest else { return None };
    let (time, zone) = clock_of(clock)?;
    moment(date, time, zone)
}

/// `1732528800.123` of Squid, and whole milli-, micro- or nanoseconds, told by their length.
fn epoch(text: &str) -> Option<Timestamp> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let seconds: i64 = digits(whole.as_bytes())?;
    match (whole.len(), fraction) {
        (9..=10, _) => Timestamp::new(seconds, nanoseconds(fraction.as_bytes())?).ok(),
        (12..=13, "") => Timestamp::from_millisecond(seconds).ok(),
        (15..=16, "") => Timestamp::from_microsecond(seconds).ok(),
        (18..=19, "") => Timestamp::from_nanosecond(i128::from(seconds)).ok(),
        _ => None,
    }
}

/// `7/18/2025, 12:26:46.737 PM` and `25/Nov/2026:10:00:00 +0800`.
fn written(text: &str) -> Option<Timestamp> {
    let (first, rest) = text.split_once('/')?;
    let (second, rest) = rest.split_once('/')?;
    let (year, clock) = rest.split_at_checked(4)?;
    let first = digits(first.as_bytes())?;
    let (month, day) =
        match (MONTHS.iter().position(|name| second.eq_ignore_ascii_case(name)), first) {
            (Some(month), day) => (i64::try_from(month).ok()? + 1, day),
            (None, month) if month <= 12 => (month, digits(second.as_bytes())?),
            // No month has this number: the day stands first.
            (None, day) => (digits(second.as_bytes())?, day),
        };
    let date = date(digits(year.as_bytes())?, month, day)?;
    let clock = clock.trim_start_matches([',', ':', ' ', '\u{a0}', '\u{202f}']);
    let (time, zone) = clock_of(clock.as_bytes())?;
    moment(date, time, zone)
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn date(year: i64, month: i64, day: i64) -> Option<Date> {
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

fn moment(date: Date, time: Time, zone: Offset) -> Option<Timestamp> {
    zone.to_timestamp(DateTime::from_parts(date, time)).ok()
}

/// `10:00:00.123 PM +08:00`: seconds, fraction, half of the day and zone may be missing.
fn clock_of(text: &[u8]) -> Option<(Time, Offset)> {
    let (hour, rest) = number(text)?;
    let (minute, mut rest) = number(rest.strip_prefix(b":")?)?;
    let (mut second, mut nanosecond) = (0, 0);
    if let Some(more) = rest.strip_prefix(b":") {
        (second, rest) = number(more)?;
        if let [b'.' | b',', more @ ..] = rest {
            let end = more.iter().position(|b| !b.is_ascii_digit()).unwrap_or(more.len());
            nanosecond = nanoseconds(&more[..end])?;
            rest = &more[end..];
        }
    }
    let rest = str::from_utf8(rest).ok()?.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let half = rest.get(..2).map(str::to_ascii_uppercase);
    let (hour, rest) = match half.as_deref() {
        Some("AM" | "PM") if !(1..=12).contains(&hour) => return None,
        Some("AM") => (hour % 12, &rest[2..]),
        Some("PM") => (hour % 12 + 12, &rest[2..]),
        _ => (hour, rest),
    };
    let part = |number: i64| i8::try_from(number).ok();
    // A leap second is shown as the one before it.
    let time = Time::new(part(hour)?, part(minute)?, part(second.min(59))?, nanosecond).ok()?;
    Some((time, zone(rest.trim())?))
}

/// One or two digits, and what follows.
fn number(text: &[u8]) -> Option<(i64, &[u8])> {
    let width = text.iter().take(2).take_while(|b| b.is_ascii_digit()).count();
    let (number, rest) = text.split_at(width);
    Some((digits(number)?, rest))
}

fn zone(text: &str) -> Option<Offset> {
    if matches!(text, "" | "Z" | "z" | "UTC" | "GMT" | "(UTC)") {
        return Some(Offset::UTC);
    }
    let (sign, rest) = match text.as_bytes() {
        [b'+', rest @ ..] => (1, rest),
        [b'-', rest @ ..] => (-1, rest),
        _ => return None,
    };
    let (hours, rest) = number(rest)?;
    let minutes = match rest.strip_prefix(b":").unwrap_or(rest) {
        [] => 0,
        rest => number(rest)?.0,
    };
    Offset::from_seconds(sign * i32::try_from(hours * 3600 + minutes * 60).ok()?).ok()
}

fn digits(text: &[u8]) -> Option<i64> {
    if text.is_empty() || text.len() > 19 {
        return None;
    }
    text.iter().try_fold(0_i64, |sum, b| match b {
        b'0'..=b'9' => sum.checked_mul(10)?.checked_add(i64::from(b - b'0')),
        _ => None,
    })
}

/// The digits of a fraction as billionths; more than nine are cut.
fn nanoseconds(fraction: &[u8]) -> Option<i32> {
    let mut sum = 0;
    for place in 0..9 {
        let digit = fraction.get(place).copied().unwrap_or(b'0');
        if !digit.is_ascii_digit() {
            return None;
        }
        sum = sum * 10 + i32::from(digit - b'0');
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_names_the_same_moment() {
        let spellings = [
            "2026-11-25T14:05:06Z",
            "2026-11-25T14:05:06.0000000Z",
            "2026-11-25T14:05:06.000+00:00",
            "2026-11-25T22:05:06+08:00",
            "2026-11-25T09:05:06-0500",
            "2026-11-25T14:05:06",
            "2026-11-25 14:05:06",
            "2026-11-25 14:05:06.0000000",
            "2026-11-25 14:05:06 UTC",
            "2026-11-25 14:05:06Z",
            "11/25/2026, 2:05:06.000 PM",
            "11/25/2026 2:05:06 PM",
            "11/25/2026, 2:05:06\u{202f}PM",
            "25/11/2026 14:05:06",
            "2026/11/25 14:05:06",
            "1795615506",
            "1795615506.000",
            "1795615506000",
            "1795615506000000",
            "1795615506000000000",
            "25/Nov/2026:22:05:06 +0800",
            "\"2026-11-25T14:05:06Z\"",
        ];
        for text in spellings {
            assert_eq!(instant(text).map(Timestamp::as_second), Some(1_795_615_506), "{text}");
        }
    }

    #[test]
    fn fractions_and_the_ends_of_the_day_are_kept() {
        let text = |text| instant(text).map(|time| time.to_string());
        assert_eq!(text("7/18/2025, 12:26:46.737 PM").as_deref(), Some("2025-07-18T12:26:46.737Z"));
        assert_eq!(text("7/18/2025, 12:26:46.737 AM").as_deref(), Some("2025-07-18T00:26:46.737Z"));
        let seven = text("2025-11-21 20:13:08.2232340");
        assert_eq!(seven.as_deref(), Some("2025-11-21T20:13:08.223234Z"));
        assert_eq!(text("2016-12-31T23:59:60Z").as_deref(), Some("2016-12-31T23:59:59Z"));
    }

    #[test]
    fn what_is_no_time_is_none() {
        let texts = [
            "",
            "Nov 25 10:00:00",
            "yesterday",
            "2026-13-01T00:00:00Z",
            "2026-11-25",
            "-",
            "443",
            "2026-11-25T25:00:00Z",
            "13/13/2026 10:00:00",
            "11/25/2026, 13:00:00 PM",
            "1/2",
            "2026-11-25T10:00:00 nowhere",
            "99999999999999999999",
            "10.0.0.4",
            "2026-11-25T1",
            "日本語日本語日本語",
        ];
        for text in texts {
            assert_eq!(instant(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_breaks_it(text in "[0-9a-zA-Z:./+ ,\u{e9}-]{0,40}") {
            let _ = instant(&text);
        }
    }
}
