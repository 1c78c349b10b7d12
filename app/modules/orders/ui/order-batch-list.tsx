import { Link } from "@remix-run/react";
import { clockTime, dateLong, dueTime, quantity, rupiah, unitWords } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { TimeZone } from "#app/kernel/calendar.ts";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { Checkbox } from "#app/ui/form/checkbox.tsx";
import { Icon } from "#app/ui/icon.tsx";
import type { BatchFund, BatchHurdle, BatchLine, BatchOrder } from "../order-batch.ts";

/** The orders of a batch, one card each: ticked where it can be done now, else with what is missing and where to mend it. */
export function OrderBatchList({
  orders,
  base,
  now,
  zone,
  refusals,
}: {
  readonly orders: readonly BatchOrder[];
  /** Where orders live in this workspace. */
  readonly base: string;
  readonly now: Date;
  readonly zone: TimeZone;
  /** Why one was not done just now, by its id. */
  readonly refusals: Readonly<Record<string, string>>;
}) {
  return (
    <ul className="grid gap-3">
      {orders.map((order) => (
        <li key={order.id} className="rounded-lg border border-line bg-card px-4 py-2 shadow-card sm:px-6">
          {order.hurdle === null ? (
            <Checkbox
              name="order"
              value={order.id}
              defaultChecked
              label={<Headline order={order} />}
              hint={
                order.until === null
                  ? undefined
                  : m.orders_batch_until({ at: dueTime(order.until, now, zone) })
              }
              error={refusals[order.id] ?? null}
            />
          ) : (
            <div className="py-2.5">
              <p className="font-medium">
                <Headline order={order} />
              </p>
              <Hurdle hurdle={order.hurdle} to={`${base}/${order.id}`} />
            </div>
          )}
          <Lines lines={order.lines} isAsked={order.until === null} to={`${base}/${order.id}`} />
        </li>
      ))}
    </ul>
  );
}

function Headline({ order }: { readonly order: BatchOrder }) {
  return (
    <span className="flex flex-wrap items-baseline justify-between gap-x-4">
      <span>
        <span className="block font-bold">{dateLong(order.deliveryDay)}</span>
        <span className="text-ink-soft">
          {m.orders_list_window({ from: clockTime(order.windowStart), to: clockTime(order.windowEnd) })}
        </span>
      </span>
      <span className="tabular font-bold">{rupiah(order.worstRupiah)}</span>
    </span>
  );
}

/** What is missing, and the way to it. */
function Hurdle({ hurdle, to }: { readonly hurdle: NonNullable<BatchHurdle>; readonly to: string }) {
  const said = {
    late: { text: m.orders_batch_late(), action: m.orders_do_edit(), to: `${to}/ubah` },
    noBudget: { text: m.orders_batch_no_budget(), action: m.orders_do_edit(), to: `${to}/ubah` },
    prices: { text: m.orders_batch_prices(), action: m.orders_price_title(), to: `${to}/bukti-harga` },
  }[hurdle];
  return (
    <p className="flex flex-wrap items-center gap-x-3 text-sm font-semibold text-rice-800">
      <span className="inline-flex items-start gap-1.5">
        <Icon name="alert" size={18} /> {said.text}
      </span>
      <Link to={said.to} className="inline-flex min-h-11 items-center text-leaf-700 underline">
        {said.action}
      </Link>
    </p>
  );
}

function Lines({
  lines,
  isAsked,
  to,
}: {
  readonly lines: readonly BatchLine[];
  /** Whether sellers were asked already. */
  readonly isAsked: boolean;
  readonly to: string;
}) {
  const open = isAsked ? lines.filter((line) => line.promisedBase < line.quantityBase).length : 0;
  return (
    <details>
      <summary className="flex min-h-11 cursor-pointer items-center gap-2 text-sm font-semibold text-leaf-700">
        <span className="transition-transform in-open:rotate-90">
          <Icon name="chevron" size={18} />
        </span>
        {m.orders_list_line_count({ count: lines.length })}
        {open > 0 ? ` · ${m.orders_show_open_lines({ count: open })}` : ""}
      </summary>
      <ul className="tabular divide-y divide-line pb-2 text-sm">
        {lines.map((line) => (
          <li key={line.id} className="flex flex-wrap justify-between gap-x-4 py-1.5">
            <span className="font-medium">{line.commodity}</span>
            <span className="text-ink-soft">
              {quantity(line.quantityBase, line.unit, line.basePerUnit)}
              {" · "}
              {rupiah(line.ceilingRupiah)}/{unitWords(line.unit)}
              {isAsked && line.promisedBase < line.quantityBase ? ` · ${m.orders_batch_gap()}` : ""}
            </span>
          </li>
        ))}
      </ul>
      <p>
        <Link
          to={to}
          className="inline-flex min-h-11 items-center text-sm font-semibold text-leaf-700 underline"
        >
          {m.orders_batch_open()}
        </Link>
      </p>
    </details>
  );
}

/** What became of a batch of which not everything was done: how much was, and that the rest says why. */
export function BatchAnswer({
  answer,
  doneWords,
}: {
  readonly answer: { readonly done: number; readonly refusals: Readonly<Record<string, string>> };
  readonly doneWords: string;
}) {
  const count = Object.keys(answer.refusals).length;
  return (
    <>
      {answer.done > 0 ? <Callout tone="leaf" title={doneWords} /> : null}
      {count > 0 ? (
        <Callout tone="brick" title={m.orders_batch_refused({ count })}>
          {m.orders_batch_refused_text()}
          <ul className="mt-1 list-disc pl-5">
            {[...new Set(Object.values(answer.refusals))].map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Callout>
      ) : null}
      {answer.done + count === 0 ? <Callout tone="rice" title={m.orders_batch_nothing()} /> : null}
    </>
  );
}

/** What the batch takes out of each budget; says so where one has less. */
export function BatchFunds({ funds }: { readonly funds: readonly BatchFund[] }) {
  return funds.map(({ budgetId, fund, takesRupiah, freeRupiah }) =>
    takesRupiah > freeRupiah ? (
      <Callout
        key={budgetId}
        tone="rice"
        title={m.orders_batch_fund_short({ fund, takes: rupiah(takesRupiah), free: rupiah(freeRupiah) })}
      >
        {m.orders_batch_fund_short_text()}
      </Callout>
    ) : (
      <p key={budgetId} className="tabular text-ink-soft">
        {m.orders_batch_fund({ fund, takes: rupiah(takesRupiah), free: rupiah(freeRupiah) })}
      </p>
    ),
  );
}
