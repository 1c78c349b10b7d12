import { Link, useNavigate } from "@remix-run/react";
import { type ReactNode, useEffect, useRef } from "react";
import { m } from "#app/i18n/paraglide/messages.js";
import { Icon } from "#app/ui/icon.tsx";

export type RouteDialogProps = {
  readonly title: string;
  /** The page underneath: where closing leads. */
  readonly closeTo: string;
  readonly children: ReactNode;
};

/**
 * A dialog that is a page of its own: it has an address, the back button closes it, and without JavaScript it is
 * simply shown over the page. Render it in a child route's Outlet. On a phone it is a sheet from below.
 */
export function RouteDialog({ title, closeTo, children }: RouteDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const navigate = useNavigate();
  useEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    element.close();
    element.showModal();
    return () => element.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      open
      aria-labelledby="judul-dialog"
      onCancel={(event) => {
        event.preventDefault();
        navigate(closeTo, { preventScrollReset: true });
      }}
      className="fixed inset-x-0 top-auto bottom-0 z-30 [&:not(:modal)]:shadow-[0_0_0_100vmax_rgb(27_35_29/0.4)] m-0 mx-auto max-h-[90dvh] w-full max-w-none overflow-y-auto rounded-t-xl border border-line bg-card p-0 text-ink shadow-sheet backdrop:bg-ink/40 sm:bottom-auto sm:top-[8vh] sm:max-w-xl sm:rounded-xl"
    >
      <div className="sticky top-0 flex items-center justify-between gap-4 border-b border-line bg-card py-2.5 pr-2.5 pl-5 sm:pl-6">
        <h2 id="judul-dialog" className="text-lg font-bold">
          {title}
        </h2>
        <Link
          to={closeTo}
          preventScrollReset
          className="grid size-11 place-items-center rounded-md text-ink-soft hover:bg-sunken"
        >
          <Icon name="x" label={m.kit_close()} />
        </Link>
      </div>
      <div className="p-5 sm:p-6">{children}</div>
    </dialog>
  );
}
