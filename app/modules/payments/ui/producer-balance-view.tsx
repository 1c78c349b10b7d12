import { dateShort, quantity, rupiah, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import type { ProducerBalance } from "../producer-balance-reads.server.ts";

/** How a producer stands: owed and when, paid, and what became of each lot they brought. Words and figures, no table to slide. */
export function ProducerBalanceView({
  balance,
  zone,
}: {
  readonly balance: Omit<ProducerBalance, "producerId">;
  readonly zone: Zone;
}) {
  const { dueRupiah, heldRupiah, open, paid, lots } = balance;
  return (
    <div className="flex flex-col gap-6">
      <Callout
        tone={dueRupiah > 0n ? "rice" : "leaf"}
        icon="money"
        title={
          dueRupiah > 0n
            ? m.payments_producer_due({ amount: rupiah(dueRupiah) })
            : m.payments_producer_nothing_due()
        }
      >
        {open.length === 0 ? undefined : (
          <ul>
            {open.map((claim) => (
              <li key={claim.dueOn ?? "no day"} className="tabular">
                {claim.dueOn === null
                  ? m.payments_producer_open_undated({ amount: rupiah(claim.amountRupiah) })
                  : m.payments_producer_open_on({
                      amount: rupiah(claim.amountRupiah),
                      day: dateShort(claim.dueOn),
                    })}
              </li>
            ))}
          </ul>
        )}
      </Callout>
      {heldRupiah > 0n ? (
        <p className="text-ink-soft">{m.payments_producer_held({ amount: rupiah(heldRupiah) })}</p>
      ) : null}
      <section>
        <h2 className="text-lg font-bold">{m.payments_producer_goods()}</h2>
        {lots.length === 0 ? <p className="text-ink-soft">{m.payments_producer_no_goods()}</p> : null}
        {lots.map((lot) => {
          const amount = (base: bigint) => quantity(base, lot.unit, lot.basePerUnit);
          return (
            <div key={lot.lotId} className="mt-3 border-t border-line pt-3">
              <h3 className="font-semibold">
                {lot.commodity} · {dateShort(lot.broughtOn, zone)}
              </h3>
              <Facts
                facts={[
                  { label: m.payments_producer_brought(), value: amount(lot.broughtBase) },
                  { label: m.payments_producer_sold(), value: amount(lot.soldBase) },
                  ...(lot.returnedBase > 0n
                    ? [{ label: m.payments_producer_returned(), value: amount(lot.returnedBase) }]
                    : []),
                  ...(lot.lostBase > 0n
                    ? [{ label: m.payments_producer_damaged(), value: amount(lot.lostBase) }]
                    : []),
                  { label: m.payments_producer_left(), value: amount(lot.leftBase) },
                  ...(lot.priceRupiah === null
                    ? []
                    : [
                        {
                          label: m.payments_producer_price(),
                          value: m.payments_producer_per({ price: rupiah(lot.priceRupiah), unit: lot.unit }),
                        },
                      ]),
                ]}
              />
            </div>
          );
        })}
      </section>
      <section>
        <h2 className="text-lg font-bold">{m.payments_producer_paid()}</h2>
        {paid.length === 0 ? (
          <p className="text-ink-soft">{m.payments_producer_not_paid()}</p>
        ) : (
          <Facts
            facts={paid.map((one, at) => ({
              label: `${at + 1}. ${one.on === null ? "" : dateShort(one.on)}`,
              value: (
                <>
                  <span className="block">{rupiah(one.amountRupiah)}</span>
                  {one.reference === null ? null : (
                    <span className="block text-sm font-normal text-ink-soft">
                      {one.isProven
                        ? m.payments_producer_proven({ reference: one.reference })
                        : m.payments_producer_reference({ reference: one.reference })}
                    </span>
                  )}
                </>
              ),
            }))}
          />
        )}
        {paid.some((one) => one.isProven) ? (
          <p className="text-sm text-ink-soft">
            {m.payments_producer_proof_at({ seller: balance.sellerName })}
          </p>
        ) : null}
      </section>
    </div>
  );
}
