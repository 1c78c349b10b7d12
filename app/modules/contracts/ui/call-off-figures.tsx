import { rupiah, rupiahShort, unitWords, whole, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { Countdown } from "#app/ui/feedback/countdown.tsx";
import { Stat } from "#app/ui/feedback/stat.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Stack, Tiles } from "#app/ui/layout/stack.tsx";
import type { CallOffState } from "../contract-lifecycle.ts";
import type { PriceBecause } from "../price-rule.ts";
import { sayPrice } from "../price-words.ts";
import type { Cooling } from "../schedule.ts";
import { coolingName } from "./cooling-name.ts";
import { sayMeasure } from "./measure-words.tsx";

export type CallOffFiguresProps = {
  readonly callOff: {
    readonly state: CallOffState;
    readonly packs: number;
    readonly basePerPack: bigint;
    readonly drawnBase: bigint;
    readonly priceRupiahPerPack: bigint;
    readonly answerBy: Date;
  };
  readonly packUnit: string;
  readonly baseUnit: BaseUnit;
  /** What koperasi took so far; null for who does not see how it is shared. */
  readonly taken: { readonly accepted: number; readonly waiting: number } | null;
  readonly now: Date;
  readonly zone: Zone;
};

/** A call-off in four figures, and how long koperasi still have to answer. */
export function CallOffFigures({ callOff, packUnit, baseUnit, taken, now, zone }: CallOffFiguresProps) {
  const { packs } = callOff;
  const unit = unitWords(packUnit);
  const freedBase = BigInt(packs) * callOff.basePerPack - callOff.drawnBase;
  const rest = taken === null ? 0 : packs - taken.accepted - taken.waiting;
  return (
    <Stack gap="tight">
      <Tiles columns={4}>
        <Stat
          label={m.contracts_packs()}
          value={`${whole(packs)} ${unit}`}
          note={sayMeasure(BigInt(packs) * callOff.basePerPack, baseUnit)}
        />
        <Stat
          label={m.contracts_price_per_pack({ unit })}
          value={rupiah(callOff.priceRupiahPerPack)}
          note={`${m.contracts_worth()} ${rupiahShort(BigInt(packs) * callOff.priceRupiahPerPack)}`}
        />
        {taken === null ? null : (
          <>
            <Stat
              label={m.contracts_accepted()}
              value={whole(taken.accepted)}
              note={m.contracts_of_packs({ packs: whole(packs), unit })}
              tone={taken.accepted === packs ? "leaf" : "neutral"}
            />
            <Stat
              label={m.contracts_rest()}
              value={whole(rest)}
              note={
                freedBase > 0n
                  ? m.contracts_freed({ measure: sayMeasure(freedBase, baseUnit) })
                  : `${m.contracts_waiting()} ${whole(taken.waiting)}`
              }
              tone={rest > 0 ? "rice" : "neutral"}
            />
          </>
        )}
      </Tiles>
      {callOff.state === "open" ? (
        <Countdown label={m.contracts_answer_by()} until={callOff.answerBy} now={now} zone={zone} />
      ) : null}
    </Stack>
  );
}

/** The arithmetic of the price, the vehicle that is wanted, and what the trade center wrote to it. */
export function CallOffPrice({
  because,
  note,
  cooling,
}: {
  readonly because: PriceBecause;
  readonly note: string | null;
  readonly cooling: Cooling;
}) {
  return (
    <Section tone="card" title={m.contracts_price()}>
      <p>{sayPrice(because)}</p>
      <p className="mt-2">
        {m.contracts_cooling()}: {coolingName(cooling)}
      </p>
      {note === null ? null : (
        <p className="mt-2 text-ink-soft">
          {m.contracts_note()}: {note}
        </p>
      )}
    </Section>
  );
}
