import { useEffect, useState } from "react";
import { m } from "#app/i18n/paraglide/messages.js";
import { Button } from "#app/ui/form/button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";

type Told = { readonly to?: string; readonly error?: string };

async function ask(path: string, fields: Readonly<Record<string, string>>): Promise<Told> {
  const answer = await fetch(path, { method: "POST", body: new URLSearchParams(fields) });
  return (await answer.json()) as Told;
}

/** Asks our side, then the device, then our side again; resolves with where to go or what went wrong. */
async function perform(
  path: string,
  fields: Readonly<Record<string, string>>,
  isNew: boolean,
): Promise<Told> {
  const question = await ask(path, fields);
  if (question.error !== undefined) return question;
  const { startAuthentication, startRegistration } = await import("@simplewebauthn/browser");
  try {
    const answer = isNew
      ? await startRegistration({ optionsJSON: question as never })
      : await startAuthentication({ optionsJSON: question as never });
    return await ask(path, { ...fields, answer: JSON.stringify(answer) });
  } catch {
    return { error: isNew ? m.account_passkey_not_made() : m.account_passkey_not_used() };
  }
}

/** Known only once the page runs: without script, or on a browser without passkeys, there is no such button. */
function usePasskeys(path: string, isNew: boolean) {
  const [isPossible, setPossible] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  useEffect(() => setPossible(typeof window.PublicKeyCredential === "function"), []);
  const run = async (fields: Readonly<Record<string, string>>): Promise<void> => {
    setBusy(true);
    setError(undefined);
    const told = await perform(path, fields, isNew).catch(() => ({ error: m.account_passkey_not_used() }));
    if ("to" in told && told.to !== undefined) return window.location.assign(told.to);
    setError(told.error);
    setBusy(false);
  };
  return { isPossible, isBusy, error, run };
}

function Trouble({ text }: { readonly text: string | undefined }) {
  return text === undefined ? null : (
    <p role="alert" className="font-semibold text-brick-700">
      {text}
    </p>
  );
}

export function PasskeySignIn({ back }: { readonly back: string }) {
  const { isPossible, isBusy, error, run } = usePasskeys("/masuk/kunci", false);
  if (!isPossible) return null;
  return (
    <div className="mt-4 grid gap-3 border-t border-line pt-4">
      <Trouble text={error} />
      <Button variant="secondary" icon="shield" wide disabled={isBusy} onClick={() => void run({ ke: back })}>
        {m.account_passkey_sign_in()}
      </Button>
    </div>
  );
}

export function PasskeyAdd() {
  const { isPossible, isBusy, error, run } = usePasskeys("/akun/keamanan/kunci", true);
  if (!isPossible) return <p className="text-ink-soft">{m.account_passkey_impossible()}</p>;
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void run({ label: String(new FormData(event.currentTarget).get("label") ?? "") });
      }}
    >
      <Trouble text={error} />
      <TextInput
        name="label"
        label={m.account_passkey_label()}
        hint={m.account_passkey_label_hint()}
        maxLength={60}
      />
      <Button type="submit" icon="shield" disabled={isBusy}>
        {m.account_passkey_add()}
      </Button>
    </form>
  );
}
