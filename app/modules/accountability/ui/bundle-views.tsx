import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import { dateTime, fileSize, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { TimeZone } from "#app/kernel/calendar.ts";
import { Progress } from "#app/ui/feedback/progress.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import type { Bundle } from "../bundle-reads.server.ts";

const LOOK_AGAIN_MS = 1_500;

/** What a screen says of a bundle: how far it is, and once it is packed what it is. */
export type BundleShown = Pick<
  Bundle,
  "id" | "filesTotal" | "filesDone" | "byteCount" | "sha256" | "askedAt" | "readyAt"
>;

type BundleBoxProps = {
  readonly bundle: BundleShown;
  readonly slug: string;
  readonly zone: TimeZone;
  /** This very page, to look again where there is no JavaScript. */
  readonly here: string;
};

/** A bundle that is being packed, or is there to be fetched. */
export function BundleBox({ bundle, slug, zone, here }: BundleBoxProps) {
  if (bundle.readyAt === null) return <PackingBundle bundle={bundle} here={here} />;
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p>
          <strong className="block">
            {m.accountability_bundle_ready({ at: dateTime(bundle.readyAt, zone) })}
          </strong>
          <span className="tabular text-sm text-ink-soft">
            {m.accountability_bundle_size({
              files: whole(bundle.filesTotal),
              size: fileSize(bundle.byteCount ?? 0),
            })}
          </span>
        </p>
        <ButtonLink to={`/${slug}/laporan/berkas/${bundle.id}`} icon="download" external>
          {m.accountability_bundle_fetch()}
        </ButtonLink>
      </div>
      <p className="text-sm text-ink-soft">
        SHA-256 <span className="tabular break-all">{bundle.sha256}</span>
      </p>
    </div>
  );
}

function PackingBundle({ bundle, here }: Pick<BundleBoxProps, "bundle" | "here">) {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (state !== "idle") return;
    const timer = setTimeout(revalidate, LOOK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [revalidate, state]);
  return (
    <div className="flex flex-col gap-3">
      <Progress
        label={m.accountability_bundle_packing()}
        value={bundle.filesDone}
        max={bundle.filesTotal}
        display={m.accountability_bundle_of({
          done: whole(bundle.filesDone),
          total: whole(bundle.filesTotal),
        })}
        note={m.accountability_bundle_leave()}
      />
      <ButtonLink to={here} variant="secondary" size="small" icon="arrow">
        {m.accountability_bundle_look()}
      </ButtonLink>
    </div>
  );
}
