import { m } from "#app/i18n/paraglide/messages.js";
import { Section } from "#app/ui/layout/section.tsx";

/** How somebody from outside checks a night with nothing but SHA-256 and the verifier, and what the files do not say. */
export function SealHowTo() {
  return (
    <Section tone="card" title={m.matching_seal_how_title()}>
      <ol className="grid list-decimal gap-2 pl-5">
        <li>{m.matching_seal_how_download()}</li>
        <li>
          {m.matching_seal_how_hash()} <code className="text-sm break-all">sha256sum TLR-result.json</code>
        </li>
        <li>
          {m.matching_seal_how_verify()}{" "}
          <code className="text-sm break-all">
            npm run --silent match:verify -- --input TLR-instance.json --result TLR-result.json
          </code>
        </li>
        <li>{m.matching_seal_how_root()}</li>
      </ol>
      <h3 className="mt-5 font-bold">{m.matching_seal_says_title()}</h3>
      <ul className="mt-1 grid list-disc gap-1 pl-5">
        <li>{m.matching_seal_says_shown()}</li>
        <li>{m.matching_seal_says_hidden()}</li>
        <li>{m.matching_seal_says_rows()}</li>
      </ul>
    </Section>
  );
}
