import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import { m } from "#app/i18n/paraglide/messages.js";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";

const LOOK_AGAIN_MS = 1_500;

/** A table is being drawn up: the page looks again by itself, and by a button where there is no JavaScript. */
export function ComputingBox({ to }: { readonly to: string }) {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (state !== "idle") return;
    const timer = setTimeout(revalidate, LOOK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [revalidate, state]);
  return (
    <Callout
      tone="rice"
      icon="split"
      title={m.allotment_computing_title()}
      actions={
        <ButtonLink to={to} variant="secondary" size="small" icon="arrow">
          {m.allotment_computing_look()}
        </ButtonLink>
      }
    >
      <span role="status">{m.allotment_computing_text()}</span>
    </Callout>
  );
}
