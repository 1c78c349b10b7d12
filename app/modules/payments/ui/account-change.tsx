import { date, dateTime, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import type { AccountChange } from "../payee-account.ts";

/** What a second person must see before money goes to an account that the payee had not the last time. */
export function AccountChangeNote({
  change,
  zone,
}: {
  readonly change: AccountChange | null;
  readonly zone: Zone;
}) {
  if (change === null) return null;
  const was = { before: change.before, day: date(change.paidOn) };
  return (
    <span className="mt-1 block text-sm text-brick-700">
      <Badge tone="brick">{m.payments_account_new()}</Badge>{" "}
      {change.changedAt === null
        ? m.payments_account_was(was)
        : m.payments_account_replaced({ ...was, changed: dateTime(change.changedAt, zone) })}
    </span>
  );
}
