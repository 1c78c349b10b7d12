import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import type { DocumentSummary } from "../document-reads.server.ts";
import { type DocumentKind, documentTitles } from "../series.ts";

export type DocumentLinksProps = {
  readonly papers: readonly DocumentSummary[];
  /** The other party by subject, where the papers of several parties stand together. */
  readonly partyOf?: Readonly<Record<string, string>>;
  /** Where the PDFs lie, for whoever reads them without an account. */
  readonly below?: string;
};

/** The papers about a thing, each one tap away as PDF. */
export function DocumentLinks({ papers, partyOf = {}, below = "/dokumen" }: DocumentLinksProps) {
  if (papers.length === 0) return null;
  return (
    <Section tone="card" title={m.documents_title()}>
      <ul className="flex flex-col gap-3">
        {papers.map((paper) => (
          <li key={paper.id} className="flex flex-wrap items-center justify-between gap-2">
            <span className="min-w-0">
              <span className="block font-semibold">{documentTitles[paper.kind as DocumentKind]}</span>
              {partyOf[paper.subjectId] ? (
                <span className="block text-sm">{partyOf[paper.subjectId]}</span>
              ) : null}
              <span className="tabular block text-sm break-all text-ink-soft">{paper.number}</span>
            </span>
            <span className="flex items-center gap-2">
              {paper.state === "voided" ? <Badge tone="brick">{m.documents_voided()}</Badge> : null}
              <ButtonLink
                to={`${below}/${paper.id}.pdf`}
                variant="secondary"
                size="small"
                icon="doc"
                external
              >
                <span className="sr-only">
                  {documentTitles[paper.kind as DocumentKind]} {partyOf[paper.subjectId] ?? paper.number}
                </span>
                PDF
              </ButtonLink>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
