import { Form } from "@remix-run/react";
import { useEffect, useState } from "react";
import { m } from "#app/i18n/paraglide/messages.js";
import { Icon } from "#app/ui/icon.tsx";
import { type Tone, toneIcon, toneText } from "#app/ui/tone.ts";

/** One sentence about what was just done, carried over a redirect. `undo` is a POST that takes it back. */
export type Flash = {
  /** Differs with every message, so that two equal ones in a row both show. */
  readonly id: string;
  readonly tone: Tone;
  readonly text: string;
  readonly undo?: { readonly action: string; readonly label: string; readonly key: string } | undefined;
};

/**
 * Says it at the top of the screen. It stays until it is closed or the next page comes: a message that leaves by
 * itself is lost on whoever reads slowly.
 */
export function Toast({ flash }: { readonly flash: Flash | null }) {
  const [closed, setClosed] = useState<string | null>(null);
  const [live, setLive] = useState(false);
  useEffect(() => setLive(true), []);
  const shown = flash !== null && flash.id !== closed;
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 top-3 z-40 flex justify-center px-3"
    >
      {shown ? (
        <div className="pointer-events-auto flex w-full max-w-lg items-center gap-3 rounded-lg border border-line-strong bg-card py-2 pr-2 pl-4 shadow-raised">
          <span className={toneText[flash.tone]}>
            <Icon name={toneIcon[flash.tone]} size={22} />
          </span>
          <div className="min-w-0 flex-1 sm:flex sm:items-center sm:justify-between sm:gap-2">
            <p className="py-1.5 font-medium">{flash.text}</p>
            {flash.undo === undefined ? null : (
              <Form method="post" action={flash.undo.action}>
                <input type="hidden" name="_key" value={flash.undo.key} />
                <button
                  type="submit"
                  className="-ml-3 min-h-11 rounded-md px-3 font-bold text-leaf-700 hover:bg-leaf-50 sm:ml-0"
                >
                  {flash.undo.label}
                </button>
              </Form>
            )}
          </div>
          {live ? (
            <button
              type="button"
              onClick={() => setClosed(flash.id)}
              className="grid size-11 shrink-0 place-items-center rounded-md text-ink-soft hover:bg-sunken"
            >
              <Icon name="x" label={m.kit_close()} />
            </button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}
