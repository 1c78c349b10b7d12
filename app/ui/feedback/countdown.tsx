import { useEffect, useState } from "react";
import { dateTime, relative, time, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Icon } from "#app/ui/icon.tsx";

export type CountdownProps = {
  /** What happens then: "Batas pesanan". */
  readonly label: string;
  readonly until: Date;
  /** The server's clock when the page was made: the phone's own clock may be wrong. */
  readonly now: Date;
  readonly zone: Zone;
  /** From how many minutes before the end it asks for attention. */
  readonly urgentMinutes?: number | undefined;
};

const TICK_MS = 15_000;
const DAY_MS = 86_400_000;

/** A deadline: the hour in the region's zone, and how long that still is. Counts on by itself with JavaScript. */
export function Countdown(props: CountdownProps) {
  // A fresh page brings a fresh clock: counting starts over from it.
  return <Counting key={props.now.getTime()} {...props} />;
}

function Counting({ label, until, now, zone, urgentMinutes = 60 }: CountdownProps) {
  const [passed, setPassed] = useState(0);
  useEffect(() => {
    const begun = performance.now();
    const timer = setInterval(() => setPassed(performance.now() - begun), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const at = new Date(now.getTime() + passed);
  const left = until.getTime() - at.getTime();
  const urgent = left > 0 && left <= urgentMinutes * 60_000;
  const look = left <= 0 ? "text-ink-faint" : urgent ? "text-rice-700" : "text-ink-soft";
  return (
    <p className={`inline-flex flex-wrap items-center gap-x-1.5 ${look}`}>
      <Icon name={urgent ? "alert" : "clock"} size={18} />
      <span>{label}</span>
      <time dateTime={until.toISOString()} className="tabular font-bold">
        {Math.abs(left) < DAY_MS ? time(until, zone) : dateTime(until, zone)}
      </time>
      <span className="tabular">({left <= 0 ? m.kit_time_passed() : relative(until, at)})</span>
    </p>
  );
}
