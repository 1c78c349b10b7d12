import { m } from "#app/i18n/paraglide/messages.js";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { useKeptForms } from "#app/ui/form/kept-forms.tsx";

/** How the phone stands with the house: no signal, signed out, or receipts that wait here. */
export function KeptNotice({ about = null }: { readonly about?: string | null }) {
  const { kept, isOffline, isSignedOut } = useKeptForms();
  const others = kept.filter((form) => form.about !== about);
  return (
    <>
      {isOffline ? (
        <Callout tone="rice" title={m.shipments_offline_title()}>
          {m.shipments_offline_text()}
        </Callout>
      ) : null}
      {isSignedOut ? (
        <Callout
          tone="rice"
          icon="key"
          title={m.shipments_signed_out_title()}
          actions={
            <ButtonLink to="/masuk" size="small" external>
              {m.shipments_signed_out_action()}
            </ButtonLink>
          }
        />
      ) : null}
      {others.map((form) => (
        <Callout
          key={form.key}
          tone={form.refused === null ? "rice" : "brick"}
          icon={form.refused === null ? "clock" : "alert"}
          title={
            form.refused === null
              ? m.shipments_kept_one({ name: form.title })
              : m.shipments_kept_refused({ name: form.title })
          }
          actions={
            <ButtonLink to={form.action} variant="secondary" size="small" external>
              {m.shipments_kept_open()}
            </ButtonLink>
          }
        />
      ))}
    </>
  );
}
