import { Link } from "@remix-run/react";
import { quantity } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { ConsignmentShown } from "../consignment-reads.server.ts";
import { ConsignmentBadge } from "./consignment-badge.tsx";

/** A consignment in a list, named by its goods and the other side. */
export function ConsignmentRow({
  row,
  other,
  to,
}: {
  readonly row: ConsignmentShown;
  readonly other: string;
  readonly to: string;
}) {
  const amount = (base: bigint) => quantity(base, row.unit, row.basePerUnit);
  return (
    <li>
      <Link to={to} className="flex min-h-11 flex-wrap items-center justify-between gap-2 py-3">
        <span>
          <span className="block font-semibold">
            {row.commodity} · {other}
          </span>
          <span className="block text-ink-soft tabular">
            {row.book === null
              ? amount(row.quantityBase)
              : m.consignment_row({
                  left: amount(row.book.leftBase),
                  sold: amount(row.book.soldBase),
                  brought: amount(row.book.broughtBase),
                })}
          </span>
        </span>
        <ConsignmentBadge state={row.state} />
      </Link>
    </li>
  );
}
