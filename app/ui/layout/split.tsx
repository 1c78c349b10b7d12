import type { ReactNode } from "react";

/** Main content with a companion column; the companion falls below on a phone, or above when it `leads`. */
export function Split({
  aside,
  leads = false,
  children,
}: {
  readonly aside: ReactNode;
  readonly leads?: boolean | undefined;
  readonly children: ReactNode;
}) {
  return (
    <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem] lg:gap-8 xl:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="flex min-w-0 flex-col gap-6">{children}</div>
      <aside className={`flex min-w-0 flex-col gap-6 ${leads ? "order-first lg:order-none" : ""}`}>
        {aside}
      </aside>
    </div>
  );
}
