import { dateTime, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { FileInput } from "#app/ui/form/file-input.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import type { BatchFile } from "../batch-file-reads.server.ts";

/** As much of a hash as two people read to each other. */
const HASH_SHOWN = 12;

/** What the bank gave back of a whole batch, each with its hash, and a box for what shows the transfer. */
export function BatchFiles({
  files,
  zone,
  mayAdd,
  idempotencyKey,
  error,
}: {
  readonly files: readonly BatchFile[];
  readonly zone: Zone;
  readonly mayAdd: boolean;
  readonly idempotencyKey: string;
  readonly error: readonly string[] | undefined;
}) {
  return (
    <Section tone="card" title={m.payments_batch_files()} lead={m.payments_batch_files_lead()}>
      {files.length === 0 ? (
        <p className="text-ink-soft">{m.payments_batch_files_none()}</p>
      ) : (
        <ul className="flex flex-col divide-y divide-line">
          {files.map((file) => (
            <li key={file.fileId} className="flex flex-wrap items-center justify-between gap-2 py-3">
              <span className="min-w-0">
                <span className="block font-bold">
                  {file.kind === "proof" ? m.payments_proof() : m.payments_outcomes_file()}
                </span>
                <span className="block text-sm [overflow-wrap:anywhere]">{file.fileName}</span>
                {file.kind === "proof" ? null : (
                  <span className="block text-sm">{m.payments_outcomes_done(file)}</span>
                )}
                <span className="block text-sm text-ink-soft">
                  {m.payments_batch_file_by({
                    at: dateTime(file.broughtAt, zone),
                    name: file.broughtByName,
                  })}
                </span>
                <span className="block font-mono text-sm text-ink-soft">
                  SHA-256 {file.sha256.slice(0, HASH_SHOWN)}…
                </span>
              </span>
              <ButtonLink
                to={`/berkas/${file.fileId}`}
                variant="secondary"
                size="small"
                icon={file.kind === "proof" ? "camera" : "doc"}
                external
              >
                {m.payments_batch_file_open()}
              </ButtonLink>
            </li>
          ))}
        </ul>
      )}
      {mayAdd ? (
        <Form idempotencyKey={`${idempotencyKey}-proof`} files keepScroll>
          <FileInput
            name="proof"
            label={m.payments_batch_proof()}
            hint={m.payments_proof_hint()}
            accept="image/*,application/pdf"
            error={error}
          />
          <FormActions>
            <SubmitButton icon="camera" name="intent" value="proof">
              {m.payments_batch_proof_keep()}
            </SubmitButton>
          </FormActions>
        </Form>
      ) : null}
    </Section>
  );
}
