import { Form } from "@remix-run/react";
import { m } from "#app/i18n/paraglide/messages.js";
import { buttonClass } from "#app/ui/form/button.tsx";
import { Icon } from "#app/ui/icon.tsx";

/** Asks for figures of the books to be added up anew; `keep` stays in the address: what is looked at. */
export function AskProof({
  keep,
  lead,
}: {
  readonly keep: Readonly<Record<string, string>>;
  readonly lead: string;
}) {
  return (
    <Form method="get" preventScrollReset className="flex flex-wrap items-center gap-3">
      {Object.entries(keep).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" name="buktikan" value="ya" className={buttonClass("secondary")}>
        <Icon name="shield" /> {m.ledger_prove()}
      </button>
      <p className="text-sm text-ink-soft">{lead}</p>
    </Form>
  );
}
