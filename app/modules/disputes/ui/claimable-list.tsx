import { dateTime } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { TimeZone } from "#app/kernel/calendar.ts";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import type { ClaimableHandover } from "../dispute-reads.server.ts";

/** What a buyer may still claim on, each with its last moment and the way to the claim; nothing where there is none. */
export function ClaimableList({
  rows,
  slug,
  zone,
}: {
  readonly rows: readonly ClaimableHandover[];
  readonly slug: string;
  readonly zone: TimeZone;
}) {
  if (rows.length === 0) return null;
  return (
    <Section tone="card" title={m.disputes_claimable_title()} lead={m.disputes_claimable_lead()}>
      <ul className="flex flex-col divide-y divide-line">
        {rows.map((one) => (
          <li
            key={one.shipmentId}
            className="flex flex-wrap items-center justify-between gap-3 py-3 first:pt-0 last:pb-0"
          >
            <span>
              <span className="block font-bold">
                {one.goods} · {one.koperasiName}
              </span>
              <span className="block text-sm text-ink-soft">
                {one.callOffNumber} · {m.disputes_claimable_until({ until: dateTime(one.closesAt, zone) })}
              </span>
            </span>
            <ButtonLink to={`/${slug}/klaim/baru/${one.shipmentId}`} variant="secondary" size="small">
              {m.disputes_claim()}
            </ButtonLink>
          </li>
        ))}
      </ul>
    </Section>
  );
}
