import { dateLong, quantity, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { waLink } from "#app/ui/wa-link.ts";

export type PurchaseNotesProps = {
  readonly notes: readonly {
    readonly documentId: string;
    readonly number: string;
    readonly name: string;
    readonly phone: string | null;
    readonly totalRupiah: bigint;
    readonly quantityBase: bigint;
    /** Where the producer reads it without an account; null once their link is closed. */
    readonly address: string | null;
  }[];
  readonly mayWrite: boolean;
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly commodity: string;
  readonly unit: string;
  readonly basePerUnit: bigint;
  readonly deliveryDay: string;
  readonly sellerName: string;
};

/** The Nota Beli of a promise, one tap from the producer's own phone. */
export function PurchaseNotes({ notes, mayWrite, idempotencyKey, errors, ...goods }: PurchaseNotesProps) {
  if (notes.length === 0 && !mayWrite) return null;
  return (
    <Section tone="card" title={m.commitments_notes_title()} lead={m.commitments_notes_lead()}>
      <ErrorSummary errors={errors} />
      {notes.length === 0 ? null : (
        <ul className="mb-4 flex flex-col divide-y divide-line">
          {notes.map((note) => (
            <li
              key={note.documentId}
              className="flex flex-wrap items-center justify-between gap-3 py-3 first:pt-0"
            >
              <span className="min-w-0">
                <span className="block font-semibold">{note.name}</span>
                <span className="tabular block text-sm text-ink-soft">
                  {`${quantity(note.quantityBase, goods.unit, goods.basePerUnit)} · ${rupiah(note.totalRupiah)}`}
                </span>
                <span className="block text-sm text-ink-soft">{note.number}</span>
              </span>
              <span className="flex flex-wrap gap-2">
                <ButtonLink
                  to={`/dokumen/${note.documentId}.pdf`}
                  variant="secondary"
                  size="small"
                  icon="doc"
                  external
                >
                  {m.commitments_notes_open()}
                </ButtonLink>
                {note.address === null ? null : (
                  <ButtonLink
                    to={waLink(
                      m.commitments_notes_text({
                        name: note.name,
                        quantity: quantity(note.quantityBase, goods.unit, goods.basePerUnit),
                        commodity: goods.commodity,
                        day: dateLong(goods.deliveryDay),
                        amount: rupiah(note.totalRupiah),
                        link: note.address,
                        seller: goods.sellerName,
                      }),
                      note.phone,
                    )}
                    size="small"
                    icon="chat"
                    external
                  >
                    {m.commitments_growers_send()}
                  </ButtonLink>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      {mayWrite ? (
        <Form idempotencyKey={idempotencyKey}>
          <input type="hidden" name="intent" value="notes" />
          <SubmitButton icon="doc" variant={notes.length === 0 ? "primary" : "secondary"}>
            {notes.length === 0 ? m.commitments_notes_write() : m.commitments_notes_again()}
          </SubmitButton>
        </Form>
      ) : null}
    </Section>
  );
}
