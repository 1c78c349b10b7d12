import { m } from "#app/i18n/paraglide/messages.js";

const WIDTHS = ["w-11/12", "w-4/5", "w-full", "w-3/5", "w-10/12"];

/** Grey lines in the shape of what is coming. Announced once, as "loading". */
export function Skeleton({ lines = 3 }: { readonly lines?: number | undefined }) {
  return (
    <div role="status" className="grid gap-3 py-1">
      <span className="sr-only">{m.kit_loading()}</span>
      {Array.from({ length: lines }, (_, at) => `line-${at}`).map((key, at) => (
        <span key={key} className={`shimmer h-4 rounded-sm ${WIDTHS[at % WIDTHS.length]}`} />
      ))}
    </div>
  );
}

/** The same in the shape of a table or a list of cards. */
export function SkeletonRows({ rows = 4 }: { readonly rows?: number | undefined }) {
  return (
    <div role="status" className="divide-y divide-line">
      <span className="sr-only">{m.kit_loading()}</span>
      {Array.from({ length: rows }, (_, at) => `row-${at}`).map((key) => (
        <div key={key} className="flex items-center gap-4 px-4 py-4 sm:px-6">
          <span className="shimmer size-10 shrink-0 rounded-full" />
          <span className="grid flex-1 gap-2">
            <span className="shimmer h-4 w-2/5 rounded-sm" />
            <span className="shimmer h-3.5 w-3/5 rounded-sm" />
          </span>
          <span className="shimmer h-4 w-20 rounded-sm" />
        </div>
      ))}
    </div>
  );
}
