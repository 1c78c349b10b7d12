import { m } from "#app/i18n/paraglide/messages.js";
import { Section } from "#app/ui/layout/section.tsx";

/** How somebody from outside checks exported books with nothing but SHA-256, and what the published hashes do not say. */
export function BookSealHowTo() {
  return (
    <Section tone="card" title={m.ledger_seal_how_title()}>
      <ol className="grid list-decimal gap-2 pl-5">
        <li>{m.ledger_seal_how_book()}</li>
        <li>{m.ledger_seal_how_days()}</li>
        <li>
          {m.ledger_seal_how_verify()}{" "}
          <code className="text-sm break-all">node scripts/verify-ledger.mjs buku.jsonl 2026-07-06.json</code>
        </li>
      </ol>
      <p className="mt-3 max-w-prose text-ink-soft">{m.ledger_seal_hides()}</p>
    </Section>
  );
}
