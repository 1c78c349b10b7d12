import { dateTime, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { type Moment, Timeline } from "#app/ui/feedback/timeline.tsx";
import type { IconName } from "#app/ui/icon.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import type { OrderView } from "../order-reads.server.ts";

/** What came in for an order: from whom, when, and under which BAST. */
export type Arrival = {
  readonly id: string;
  readonly sellerName: string;
  readonly at: Date;
  readonly number: string;
};

/** What happened to an order so far, and what comes next. */
export function OrderMoments({
  order,
  arrivals,
  zone,
}: {
  readonly order: OrderView;
  readonly arrivals: readonly Arrival[];
  readonly zone: Zone;
}) {
  const isOver = order.state === "closed" || order.state === "cancelled" || order.state === "expired";
  const steps = [
    moment("made", order.createdAt, zone, "edit", { done: m.orders_show_made() }),
    moment("submitted", order.submittedAt, zone, "upload", {
      done: m.orders_show_submitted(),
      open: m.orders_show_to_submit(),
      who: order.submittedByName,
    }),
    moment("approved", order.approvedAt, zone, "check", {
      done: m.orders_show_approved(),
      open: m.orders_show_to_approve(),
      who: order.approvedByName,
    }),
    moment("dispatched", order.firstDispatchedAt, zone, "truck", {
      done: m.orders_show_dispatched(),
      open: m.orders_show_to_dispatch(),
    }),
    ...arrivals.map(
      (arrival): Moment => ({
        ...moment(arrival.id, arrival.at, zone, "scale", {
          done: m.orders_show_received({ seller: arrival.sellerName }),
        }),
        note: arrival.number,
      }),
    ),
  ];
  // What an ended order never reached is not still to come.
  const reached = steps.filter(({ when }) => when !== null || !isOver);
  return (
    <Section tone="card" title={m.orders_show_moments()}>
      <Timeline moments={[...reached, ...ending(order, zone)]} />
    </Section>
  );
}

function moment(
  key: string,
  at: Date | null,
  zone: Zone,
  icon: IconName,
  words: { readonly done: string; readonly open?: string; readonly who?: string | null },
): Moment {
  if (at === null) return { key, title: words.open ?? words.done, when: null };
  return {
    key,
    title: words.done,
    when: dateTime(at, zone),
    icon,
    ...(words.who ? { who: words.who } : {}),
  };
}

function ending(order: OrderView, zone: Zone): Moment[] {
  if (order.state === "closed")
    return [moment("closed", order.closedAt, zone, "check", { done: m.orders_show_closed() })];
  if (order.state === "cancelled")
    return [{ key: "ended", title: m.orders_show_cancelled(), when: order.stateReason ?? "", tone: "brick" }];
  if (order.state === "expired")
    return [{ key: "ended", title: m.orders_show_expired(), when: order.stateReason ?? "", tone: "brick" }];
  return [];
}
