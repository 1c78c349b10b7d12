import { dateShort, quantity } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import type { Holder, Origin } from "../recall-chain-reads.server.ts";
import type { Eater, Grower, LotTrail, MealLot } from "../recall-reads.server.ts";

function growerNames(growers: readonly Grower[]): string | null {
  return growers.length === 0
    ? null
    : growers.map(({ name, phone }) => (phone === null ? name : `${name} (${phone})`)).join(", ");
}

/** What a meal was made of, each lot with whom it came from and a way on to where else it went. */
export function MealLots({ lots, slug }: { readonly lots: readonly MealLot[]; readonly slug: string }) {
  return (
    <Section tone="flush" title={m.oversight_recall_from()}>
      <DataTable
        caption={m.oversight_recall_from()}
        rows={lots}
        rowKey={(lot) => `${lot.goodsName}${lot.lotId}`}
        empty={
          <EmptyState icon="search" title={m.oversight_recall_from()}>
            {m.oversight_recall_from_none()}
          </EmptyState>
        }
        columns={[
          { key: "goods", header: m.oversight_recall_goods(), cell: (lot) => lot.goodsName },
          {
            key: "amount",
            header: m.oversight_recall_amount(),
            align: "end",
            cell: (lot) => quantity(lot.base, lot.unit, lot.basePerUnit),
          },
          {
            key: "seller",
            header: m.oversight_recall_seller(),
            cell: (lot) =>
              lot.sellerName === null ? (
                m.oversight_recall_no_lot()
              ) : (
                <>
                  <Contact name={lot.sellerName} phone={lot.sellerPhone} />
                  <OriginList origins={lot.origins} />
                </>
              ),
          },
          { key: "growers", header: m.oversight_recall_growers(), cell: (lot) => growerNames(lot.growers) },
          {
            key: "harvested",
            header: m.oversight_recall_harvested(),
            cell: (lot) => (lot.harvestedOn === null ? null : dateShort(lot.harvestedOn)),
          },
          {
            key: "trail",
            header: m.oversight_recall_trail(),
            speaks: true,
            cell: (lot) =>
              lot.lotId === null ? null : (
                <ButtonLink to={`/${slug}/penarikan?lot=${lot.lotId}`} variant="secondary" size="small">
                  {m.oversight_recall_trail()}
                </ButtonLink>
              ),
          },
        ]}
      />
    </Section>
  );
}

/** Where a lot went, and whom to call about it. */
export function LotTrailView({ trail }: { readonly trail: LotTrail }) {
  const growers = growerNames(trail.growers);
  return (
    <>
      <Section
        tone="card"
        title={m.oversight_recall_of_lot({ goods: trail.goodsName, seller: trail.sellerName })}
        lead={m.oversight_recall_of_lot_lead({
          harvested: dateShort(trail.harvestedOn),
          expires: dateShort(trail.expiresOn),
        })}
      >
        <Contact name={trail.sellerName} phone={trail.sellerPhone} />
        <OriginList origins={trail.origins} />
        {growers === null ? null : (
          <p className="text-ink-soft">
            {m.oversight_recall_growers()}: {growers}
          </p>
        )}
      </Section>
      <HolderCard holders={trail.holders} />
      {trail.eaters.length === 0 ? (
        <Section tone="card">
          <p className="text-ink-soft">{m.oversight_recall_nobody()}</p>
        </Section>
      ) : null}
      {trail.eaters.map((eater) => (
        <EaterCard key={eater.kitchenId} eater={eater} trail={trail} />
      ))}
    </>
  );
}

/** Whom goods were bought from before they came here, the nearest first. */
function OriginList({ origins }: { readonly origins: readonly Origin[] }) {
  if (origins.length === 0) return null;
  return (
    <ul>
      {origins.map((origin) => (
        <li key={`${origin.sellerId}${origin.lotId ?? origin.callOffNumber}`} className="text-ink-soft">
          {origin.callOffNumber === null
            ? m.oversight_recall_bought_from()
            : m.oversight_recall_bought_in_call_off({ number: origin.callOffNumber })}{" "}
          <Contact name={origin.sellerName} phone={origin.sellerPhone} />
        </li>
      ))}
    </ul>
  );
}

/** Traders that have goods of the lot, to be told to keep them back. */
function HolderCard({ holders }: { readonly holders: readonly Holder[] }) {
  if (holders.length === 0) return null;
  return (
    <Section tone="card" title={m.oversight_recall_holders()}>
      <ul className="flex flex-col gap-3">
        {holders.map((holder) => (
          <li key={holder.lotId}>
            <Contact name={holder.holderName} phone={holder.holderPhone} />
            {holder.storedBase > 0n ? (
              <Callout
                tone="brick"
                title={m.oversight_recall_held({
                  amount: quantity(holder.storedBase, holder.unit, holder.basePerUnit),
                })}
              />
            ) : (
              <span className="block text-sm text-ink-soft">{m.oversight_recall_held_none()}</span>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function EaterCard({ eater, trail }: { readonly eater: Eater; readonly trail: LotTrail }) {
  const amount = (base: bigint) => quantity(base, trail.unit, trail.basePerUnit);
  return (
    <Section tone="card" title={eater.kitchenName}>
      <div className="flex flex-col gap-4">
        <Contact name={eater.kitchenName} phone={eater.kitchenPhone} />
        {eater.leftBase > 0n ? (
          <Callout tone="brick" title={m.oversight_recall_left({ amount: amount(eater.leftBase) })} />
        ) : null}
        <div>
          <h3 className="font-semibold">{m.oversight_recall_eaten()}</h3>
          {eater.meals.length === 0 ? (
            <p className="text-ink-soft">{m.oversight_recall_not_eaten()}</p>
          ) : (
            <ul className="tabular">
              {eater.meals.map(({ day, base }) => (
                <li
                  key={day}
                  className="flex justify-between gap-4 border-b border-line py-1.5 last:border-b-0"
                >
                  <span>{dateShort(day)}</span>
                  <span className="font-semibold">{amount(base)}</span>
                </li>
              ))}
            </ul>
          )}
        </div>
        {eater.schools.length === 0 ? null : (
          <div>
            <h3 className="font-semibold">{m.oversight_recall_call()}</h3>
            <ul>
              {eater.schools.map((school) => (
                <li key={school.id}>
                  <Contact
                    name={m.oversight_recall_call_school({ name: school.name, contact: school.contactName })}
                    phone={school.contactPhone}
                  />
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </Section>
  );
}

/** A name with its number to tap. */
function Contact({ name, phone }: { readonly name: string; readonly phone: string | null }) {
  if (phone === null)
    return (
      <span className="block">
        {name} <span className="text-sm text-ink-soft">· {m.oversight_recall_no_phone()}</span>
      </span>
    );
  return (
    <a
      href={`tel:${phone.replaceAll(/[^\d+]/g, "")}`}
      className="inline-flex min-h-11 items-center gap-2 font-semibold text-leaf-700 hover:underline"
    >
      <Icon name="phone" size={18} /> {name} · {phone}
    </a>
  );
}
