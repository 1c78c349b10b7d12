import { Link } from "@remix-run/react";
import { date, dateTime, fileSize, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type {
  Decision,
  HandedInPaper,
  Organisation,
} from "#app/modules/identity/organisation-reads.server.ts";
import { decisionName, kindName, paperName, registryNumberName } from "#app/modules/identity/ui/names.tsx";
import { Timeline } from "#app/ui/feedback/timeline.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { type Fact, Facts } from "#app/ui/layout/facts.tsx";
import { Section } from "#app/ui/layout/section.tsx";

const known = (label: string, value: string | number | null): Fact[] =>
  value === null || value === "" ? [] : [{ label, value }];

/** What an organisation says about itself; nothing is shown for what it has not said. */
export function OrganisationFacts({
  organisation,
  place,
}: {
  readonly organisation: Organisation;
  readonly place: string;
}) {
  const { latitude, longitude, bankAccount, bankName, bankAccountHolder } = organisation;
  const facts: Fact[] = [
    { label: m.identity_kind(), value: kindName(organisation.kind) },
    { label: m.identity_region(), value: `${place} (${organisation.regionCode})` },
    { label: m.identity_address(), value: organisation.address },
    ...known(m.identity_phone(), organisation.phone),
    ...known(registryNumberName(organisation.kind), organisation.registryNumber),
    ...known(m.identity_deed_number(), organisation.deedNumber),
    ...known(m.identity_business_number(), organisation.businessNumber),
    ...known(m.identity_tax_number(), organisation.taxNumber),
    ...known(m.identity_vat(), organisation.isVatRegistered ? m.kit_yes() : null),
    ...known(m.identity_treasurer(), organisation.hasTreasurer ? m.kit_yes() : null),
    ...known(m.identity_members(), organisation.memberCount),
    ...known(m.identity_small_portions(), organisation.smallPortions),
    ...known(m.identity_large_portions(), organisation.largePortions),
    ...known(m.identity_receiving_windows(), organisation.receivingWindows),
    ...known(
      m.identity_bank(),
      bankAccount === null ? null : [bankName, bankAccount, bankAccountHolder].filter(Boolean).join(" · "),
    ),
    ...known(
      m.identity_hygiene_until(),
      organisation.hygieneCertificateExpiresOn === null
        ? null
        : date(organisation.hygieneCertificateExpiresOn),
    ),
    ...known(
      m.identity_coordinates(),
      latitude === null || longitude === null ? null : `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`,
    ),
  ];
  return <Facts facts={facts} columns={2} />;
}

export function PaperList({
  papers,
  toOf,
  zone,
}: {
  readonly papers: readonly HandedInPaper[];
  readonly toOf: (paperId: string) => string;
  readonly zone: Zone;
}) {
  if (papers.length === 0) return <p className="text-ink-soft">{m.identity_papers_none()}</p>;
  return (
    <ul className="divide-y divide-line">
      {papers.map((paper) => (
        <li key={paper.id}>
          <Link
            to={toOf(paper.id)}
            reloadDocument
            className="flex min-h-14 items-center gap-3 py-2.5 hover:text-leaf-700"
          >
            <Icon name="doc" />
            <span className="min-w-0 flex-1">
              <span className="block font-semibold">{paperName(paper.kind)}</span>
              <span className="block truncate text-sm text-ink-soft">
                {paper.fileName} · {fileSize(paper.byteCount)}
                {paper.expiresOn === null
                  ? ""
                  : ` · ${m.identity_paper_until({ day: date(paper.expiresOn) })}`}
              </span>
              <span className="block text-sm text-ink-faint">{dateTime(paper.createdAt, zone)}</span>
            </span>
            <Icon name="chevron" />
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** Who decided what about the organisation, and why; the newest first. */
export function DecisionHistory({
  decisions,
  zone,
}: {
  readonly decisions: readonly Decision[];
  readonly zone: Zone;
}) {
  if (decisions.length === 0) return null;
  return (
    <Section tone="card" title={m.identity_history()}>
      <Timeline
        moments={decisions.map((decision) => ({
          key: decision.id,
          title: decisionName(decision.event),
          when: dateTime(decision.decidedAt, zone),
          who: decision.decider ?? undefined,
          note: decision.reason ?? undefined,
          tone:
            decision.event === "verify" || decision.event === "reinstate"
              ? ("leaf" as const)
              : decision.event === "resubmit"
                ? ("neutral" as const)
                : ("brick" as const),
        }))}
      />
    </Section>
  );
}
