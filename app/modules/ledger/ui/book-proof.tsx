import { date, rupiah, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Callout } from "#app/ui/feedback/callout.tsx";
import type { BookProof } from "../book-proof-reads.server.ts";
import { accountLabel } from "./account-words.tsx";
import { AskProof } from "./ask-proof.tsx";

/** Asks for the books to be added up anew, and says what came of it. */
export function BookProofBox({
  proof,
  until,
  keep,
}: {
  readonly proof: BookProof | null;
  readonly until: string;
  /** What stays in the address: what is looked at. */
  readonly keep: Readonly<Record<string, string>>;
}) {
  if (proof === null) return <AskProof keep={keep} lead={m.ledger_prove_lead()} />;
  const { lines, flaw } = proof;
  if (flaw === null)
    return (
      <Callout tone="leaf" title={m.ledger_proof_equal()}>
        {m.ledger_proof_equal_text({ count: whole(lines), day: date(until) })}
      </Callout>
    );
  return (
    <Callout tone="brick" title={m.ledger_proof_differs()}>
      {flaw.what === "entry"
        ? m.ledger_proof_entry({ day: date(flaw.day), off: rupiah(flaw.off) })
        : m.ledger_proof_account({
            day: date(flaw.day),
            account: flaw.account === null ? "?" : accountLabel(flaw.account),
            books: rupiah(flaw.booksSay),
            lines: rupiah(flaw.linesSay),
          })}
    </Callout>
  );
}
