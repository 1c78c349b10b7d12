import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { useKeptForms } from "#app/ui/form/kept-forms.tsx";
import type { KeptForm } from "#app/ui/form/kept-store.ts";

export type KeptCalloutsProps = {
  readonly offline: { readonly title: string; readonly text: string };
  readonly signedOut: { readonly title: string; readonly action: string };
  /** Which of the kept forms this page tells of. */
  readonly tells: (form: KeptForm) => boolean;
  /** What is said of one that waits, or was refused. */
  readonly titleOf: (form: KeptForm) => string;
  readonly open: string;
};

/** How the phone stands with the house: no signal, signed out, and what waits here. */
export function KeptCallouts({ offline, signedOut, tells, titleOf, open }: KeptCalloutsProps) {
  const { kept, isOffline, isSignedOut } = useKeptForms();
  return (
    <>
      {isOffline ? (
        <Callout tone="rice" title={offline.title}>
          {offline.text}
        </Callout>
      ) : null}
      {isSignedOut ? (
        <Callout
          tone="rice"
          icon="key"
          title={signedOut.title}
          actions={
            <ButtonLink to="/masuk" size="small" external>
              {signedOut.action}
            </ButtonLink>
          }
        />
      ) : null}
      {kept.filter(tells).map((form) => (
        <Callout
          key={form.key}
          tone={form.refused === null ? "rice" : "brick"}
          icon={form.refused === null ? "clock" : "alert"}
          title={titleOf(form)}
          actions={
            <ButtonLink to={form.action} variant="secondary" size="small" external>
              {open}
            </ButtonLink>
          }
        />
      ))}
    </>
  );
}
