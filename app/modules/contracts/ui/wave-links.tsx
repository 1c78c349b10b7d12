import { Link } from "@remix-run/react";
import { dateLong, packs } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Section } from "#app/ui/layout/section.tsx";
import type { CallOffState } from "../contract-lifecycle.ts";
import { CallOffBadge } from "./contract-badge.tsx";

export type WaveLinksProps = {
  readonly waves: readonly {
    readonly id: string;
    readonly number: string;
    readonly state: CallOffState;
    readonly deliveryDay: string;
    readonly packs: number;
  }[];
  /** The wave whose page this is. */
  readonly currentId: string;
  readonly packUnit: string;
  readonly to: (waveId: string) => string;
};

/** The other delivery days that were called off together with this one; nothing where it stands alone. */
export function WaveLinks({ waves, currentId, packUnit, to }: WaveLinksProps) {
  if (waves.length < 2) return null;
  return (
    <Section
      tone="card"
      title={m.contracts_waves_title({ count: waves.length })}
      lead={m.contracts_waves_lead()}
    >
      <ol className="grid gap-2 sm:grid-cols-2 xl:grid-cols-3">
        {waves.map((wave) => (
          <li key={wave.id}>
            <Link
              to={to(wave.id)}
              aria-current={wave.id === currentId ? "page" : undefined}
              className={`flex min-h-11 flex-wrap items-center justify-between gap-2 rounded-md border p-3 ${
                wave.id === currentId ? "border-leaf-600 bg-leaf-50" : "border-line hover:bg-sunken"
              }`}
            >
              <span>
                <strong className="block">{dateLong(wave.deliveryDay)}</strong>
                <span className="tabular text-sm text-ink-soft">{packs(wave.packs, packUnit)}</span>
              </span>
              <CallOffBadge state={wave.state} />
            </Link>
          </li>
        ))}
      </ol>
    </Section>
  );
}
