import { useEffect, useState } from "react";
import { m } from "#app/i18n/paraglide/messages.js";
import { Button, ButtonLink } from "#app/ui/form/button.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { waLink } from "#app/ui/wa-link.ts";

export type DriverLinkProps = {
  readonly url: string;
  readonly driverName: string | null;
  readonly driverPhone: string | null;
  readonly buyerName: string;
  /** What he finds there, where it is more than one door. */
  readonly lead?: string;
};

/** The driver's own page: a link to hand on, no account needed. */
export function DriverLink({ url, driverName, driverPhone, buyerName, lead }: DriverLinkProps) {
  const text = m.shipments_link_text({ name: driverName ?? "", buyer: buyerName, url });
  return (
    <Section tone="card" title={m.shipments_link_title()} lead={lead ?? m.shipments_link_lead()}>
      <p className="rounded-md bg-sunken px-3 py-2.5 font-mono text-sm break-all select-all">{url}</p>
      <div className="mt-3 flex flex-wrap gap-2">
        <ButtonLink to={waLink(text, driverPhone)} size="small" icon="chat" external>
          {m.shipments_link_send()}
        </ButtonLink>
        <CopyButton text={url} />
      </div>
    </Section>
  );
}

/** Copies by one tap. Without JavaScript, or where the browser keeps the clipboard to itself, the text is there to be picked. */
function CopyButton({ text }: { readonly text: string }) {
  const [state, setState] = useState<"unable" | "ready" | "copied">("unable");
  useEffect(() => {
    if (navigator.clipboard) setState("ready");
  }, []);
  if (state === "unable") return null;
  return (
    <Button
      variant="secondary"
      size="small"
      icon={state === "copied" ? "check" : "doc"}
      onClick={() => {
        navigator.clipboard.writeText(text).then(
          () => setState("copied"),
          () => setState("unable"),
        );
      }}
    >
      {state === "copied" ? m.shipments_link_copied() : m.shipments_link_copy()}
    </Button>
  );
}
