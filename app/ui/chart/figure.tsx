import { Link } from "@remix-run/react";
import { type ReactNode, useId } from "react";
import { m } from "#app/i18n/paraglide/messages.js";
import { Icon } from "#app/ui/icon.tsx";

export type ChartFigureProps = {
  readonly title: string;
  /** What the picture shows, in a sentence: read out instead of it. */
  readonly description: string;
  /** The same figures as a table: first column names the row. */
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Where each row leads, in the order of the rows. The picture may then lead there too: for fingers, as readers have the table. */
  readonly rowsTo?: readonly (string | undefined)[] | undefined;
  readonly legend?: ReactNode | undefined;
  readonly children: ReactNode;
};

/** The frame of every picture: title, the picture itself as one image, and its numbers underneath for whoever wants them. */
export function ChartFigure({ title, description, head, rows, rowsTo, legend, children }: ChartFigureProps) {
  const id = useId();
  return (
    <figure className="min-w-0">
      <figcaption className="mb-3 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <span id={id} className="font-bold">
          {title}
        </span>
        {legend}
      </figcaption>
      {rowsTo ? (
        <>
          <p className="sr-only">{description}</p>
          <div aria-hidden="true">{children}</div>
        </>
      ) : (
        <div role="img" aria-label={`${title}. ${description}`}>
          {children}
        </div>
      )}
      <details className="group mt-3">
        <summary className="inline-flex min-h-11 items-center gap-1.5 text-sm font-semibold text-leaf-700 hover:underline">
          <span className="transition-transform group-open:rotate-90">
            <Icon name="chevron" size={16} />
          </span>
          {m.kit_chart_table()}
        </summary>
        <div className="overflow-x-auto">
          <table aria-labelledby={id} className="tabular w-full min-w-max border-collapse text-sm">
            <thead>
              <tr className="border-b border-line-strong text-ink-faint">
                {head.map((cell, at) => (
                  <th
                    key={cell}
                    scope="col"
                    className={`py-1.5 pr-4 font-semibold last:pr-0 ${at === 0 ? "text-left" : "text-right"}`}
                  >
                    {cell}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {rows.map((row, place) => (
                <tr key={row.join("|")}>
                  {row.map((cell, at) =>
                    at === 0 ? (
                      <th key={head[at]} scope="row" className="py-1.5 pr-4 text-left font-medium">
                        <CellLink to={rowsTo?.[place]}>{cell}</CellLink>
                      </th>
                    ) : (
                      <td key={head[at]} className="py-1.5 pr-4 text-right last:pr-0">
                        {cell}
                      </td>
                    ),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}

function CellLink({ to, children }: { readonly to: string | undefined; readonly children: string }) {
  if (to === undefined) return children;
  return (
    <Link
      to={to}
      preventScrollReset
      className="font-semibold text-leaf-700 underline-offset-2 hover:underline"
    >
      {children}
    </Link>
  );
}
