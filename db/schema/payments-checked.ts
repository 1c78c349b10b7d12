import { type AnyColumn, sql } from "drizzle-orm";
import { check, text } from "drizzle-orm/pg-core";
import { statesOf } from "#app/kernel/lifecycle.ts";
import { checkedLifecycle } from "#app/modules/payments/checked-money.ts";
import { id, moment, oneOf, word } from "./columns.ts";
import { persons } from "./identity.ts";

const states = statesOf(checkedLifecycle);

/** Of money that one person says and another checks: how it stands, who said it, who checked it, and the latest doubt. */
export const checked = () => ({
  state: word(states).notNull(),
  reportedBy: id()
    .notNull()
    .references(() => persons.id),
  reportedAt: moment().notNull(),
  checkedBy: id().references(() => persons.id),
  checkedAt: moment(),
  /** Why it was rejected. */
  reason: text(),
  doubtedBy: id().references(() => persons.id),
  doubtedAt: moment(),
  doubtReason: text(),
  /** Who looked at the doubt: took it out of the books, or let it stand. */
  settledBy: id().references(() => persons.id),
  settledAt: moment(),
});

/** Nobody checks what they said themselves, nor answers their own doubt; and each state says who brought it there. */
export function checkedByTwo(
  table: string,
  t: Readonly<Record<keyof ReturnType<typeof checked>, AnyColumn>>,
) {
  return [
    check(`${table}_state`, oneOf(t.state, states)),
    check(`${table}_checked`, sql`(${t.state} = 'reported') = (${t.checkedAt} is null)`),
    check(`${table}_two_people`, sql`${t.checkedBy} is null or ${t.checkedBy} <> ${t.reportedBy}`),
    check(`${table}_doubted`, sql`${t.state} not in ('doubted', 'reversed') or ${t.doubtedAt} is not null`),
    check(`${table}_doubt_two_people`, sql`${t.settledBy} is null or ${t.settledBy} <> ${t.doubtedBy}`),
  ];
}
