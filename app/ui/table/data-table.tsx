import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { Icon } from "#app/ui/icon.tsx";
import { type Tone, toneIcon, toneText } from "#app/ui/tone.ts";

export type Column<Row> = {
  readonly key: string;
  readonly header: string;
  /** null where the row has nothing to say: a dash on a desk, no line on a phone. */
  readonly cell: (row: Row) => ReactNode;
  /** `end` for numbers: right-aligned, digits of one width. */
  readonly align?: "start" | "end" | undefined;
  /** The cell says by itself what it is: buttons. On a phone it stands without its header beside it. */
  readonly speaks?: boolean | undefined;
  /** Left out on a phone: the row's own page shows it. */
  readonly deskOnly?: boolean | undefined;
};

export type DataTableProps<Row> = {
  /** What the table lists; read out, and drawn unless `captionHidden`. */
  readonly caption: string;
  readonly captionHidden?: boolean | undefined;
  /** The first column names the row and becomes the card's title on a phone. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Makes the first cell a link; the whole row is its target. */
  readonly rowTo?: ((row: Row) => string) | undefined;
  /** A row that wants attention gets an icon and the word of `label`. */
  readonly rowMark?: ((row: Row) => { readonly tone: Tone; readonly label: string } | null) | undefined;
  /** Last line, one cell per column: totals. Keys of columns that have none are left out. */
  readonly totals?: Readonly<Record<string, ReactNode>> | undefined;
  readonly totalsLabel?: string | undefined;
  /** Shown instead of the table when there are no rows: an EmptyState. */
  readonly empty: ReactNode;
  /** On a phone: `cards` stacks the rows, `scroll` keeps the table and lets it slide under a fixed first column. */
  readonly phone?: "cards" | "scroll" | undefined;
};

/** Rows of the same kind. A real table on a desk, cards on a phone, readable by a screen reader in both. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, captionHidden = true, columns, rows, empty, phone = "cards" } = props;
  if (rows.length === 0) return <>{empty}</>;
  const sticky = phone === "scroll" ? "sticky left-0 z-10 bg-card" : "";
  return (
    <div
      className={phone === "scroll" ? "overflow-x-auto" : ""}
      {...(phone === "scroll" ? { role: "region", "aria-label": caption, tabIndex: 0 } : {})}
    >
      <table
        className={`w-full border-collapse text-left ${phone === "cards" ? "rows-as-cards" : "min-w-max"}`}
      >
        <caption className={captionHidden ? "sr-only" : "px-4 pb-2 text-left font-bold sm:px-6"}>
          {caption}
        </caption>
        <thead>
          <tr className="border-b border-line-strong">
            {columns.map((column, at) => (
              <th
                key={column.key}
                scope="col"
                className={`px-3 py-2.5 align-bottom text-sm font-semibold text-ink-faint first:pl-4 last:pr-4 sm:first:pl-6 sm:last:pr-6 ${column.align === "end" ? "text-right" : ""} ${at === 0 ? sticky : ""} ${column.deskOnly ? "max-sm:hidden" : ""}`}
              >
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map((row) => (
            <BodyRow key={props.rowKey(row)} row={row} sticky={sticky} {...props} />
          ))}
        </tbody>
        {props.totals === undefined ? null : <Totals sticky={sticky} {...props} totals={props.totals} />}
      </table>
    </div>
  );
}

function side<Row>(column: Column<Row>): string {
  return column.align === "end" ? "text-right tabular whitespace-nowrap" : "";
}

/** The whole row is one link; buttons and links of its cells lie above it. */
const ABOVE_THE_ROW = "[&_:is(a,button,form)]:relative [&_:is(a,button,form)]:z-1";

/** Below 640 px the style sheet sets the padding of cards; only a sliding table keeps its own. */
function room(phone: DataTableProps<unknown>["phone"]): string {
  return `align-top sm:px-3 sm:py-3 sm:first:pl-6 sm:last:pr-6 ${phone === "scroll" ? "px-3 py-3 first:pl-4 last:pr-4" : ""}`;
}

function BodyRow<Row>({
  row,
  sticky,
  columns,
  rowTo,
  rowMark,
  phone,
}: DataTableProps<Row> & { readonly row: Row; readonly sticky: string }) {
  const [first, ...others] = columns;
  const mark = rowMark?.(row) ?? null;
  const name = first?.cell(row);
  return (
    <tr className={rowTo === undefined ? "" : "group/row relative transition-colors hover:bg-leaf-50/60"}>
      <th scope="row" className={`${room(phone)} font-semibold ${sticky}`}>
        {rowTo === undefined ? (
          name
        ) : (
          <Link
            to={rowTo(row)}
            prefetch="intent"
            className="after:absolute after:inset-0 group-hover/row:text-leaf-700"
          >
            {name}
          </Link>
        )}
        {mark === null ? null : (
          <span className={`mt-0.5 flex items-center gap-1 text-sm font-semibold ${toneText[mark.tone]}`}>
            <Icon name={toneIcon[mark.tone]} size={16} /> {mark.label}
          </span>
        )}
      </th>
      {others.map((column) => {
        const content = column.cell(row);
        const isLeftOut = column.deskOnly || (content === null && phone !== "scroll");
        return (
          <td
            key={column.key}
            data-label={column.speaks ? "" : column.header}
            className={`${room(phone)} ${side(column)} ${rowTo === undefined ? "" : ABOVE_THE_ROW} ${isLeftOut ? "max-sm:hidden!" : ""}`}
          >
            {content ?? <span className="text-ink-faint">–</span>}
          </td>
        );
      })}
    </tr>
  );
}

function Totals<Row>({
  columns,
  totals,
  totalsLabel,
  sticky,
  phone,
}: DataTableProps<Row> & { readonly totals: Readonly<Record<string, ReactNode>>; readonly sticky: string }) {
  const [, ...others] = columns;
  return (
    <tfoot className="border-t-2 border-line-strong bg-sunken/70 font-bold">
      <tr>
        <th scope="row" className={`${room(phone)} ${sticky === "" ? "" : "sticky left-0 z-10 bg-sunken"}`}>
          {totalsLabel}
        </th>
        {others.map((column) => (
          <td
            key={column.key}
            data-label={totals[column.key] === undefined ? "" : column.header}
            className={`${room(phone)} ${side(column)} ${totals[column.key] === undefined ? "max-sm:hidden!" : ""}`}
          >
            {totals[column.key]}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}
