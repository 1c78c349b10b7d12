import { dateShort } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { sayExclusion } from "../because-words.ts";
import type { Exclusion } from "../exclusion.ts";

export type LeftOutProps = {
  readonly rows: readonly {
    readonly koperasiId: string;
    readonly koperasiName: string;
    /** Of which day; null when it shares in none. */
    readonly deliveryDay: string | null;
    readonly why: Exclusion;
  }[];
};

/** Who was asked and does not share, each with the reason; nothing where everyone does. */
export function LeftOut({ rows }: LeftOutProps) {
  if (rows.length === 0) return null;
  return (
    <div className="px-4 pb-4 sm:px-6">
      <h3 className="font-bold">{m.allotment_excluded_title()}</h3>
      <ul className="mt-2 grid gap-1">
        {rows.map((one) => (
          <li key={`${one.koperasiId} ${one.deliveryDay}`}>
            <strong>{one.koperasiName}</strong>
            {one.deliveryDay === null ? null : ` (${dateShort(one.deliveryDay)})`} · {sayExclusion(one.why)}
          </li>
        ))}
      </ul>
    </div>
  );
}
