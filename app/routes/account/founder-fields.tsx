import { m } from "#app/i18n/paraglide/messages.js";
import type { FieldError } from "#app/ui/form/field.tsx";
import { FieldGroup } from "#app/ui/form/form.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";

type Answer =
  | {
      readonly errors: Readonly<Record<string, FieldError>>;
      readonly values: Readonly<Record<string, string>>;
    }
  | undefined;

/** The person who answers for a new organisation, and who signs in with this afterwards. */
export function FounderFields({ answer }: { readonly answer: Answer }) {
  const field = (name: string) => ({
    name: `founder.${name}`,
    error: answer?.errors[`founder.${name}`],
    defaultValue: answer?.values[`founder.${name}`],
  });
  return (
    <FieldGroup legend={m.account_founder_legend()} hint={m.account_founder_hint()}>
      <TextInput {...field("fullName")} label={m.account_full_name()} autoComplete="name" />
      <TextInput {...field("email")} type="email" label={m.account_email()} autoComplete="username" />
      <TextInput {...field("phone")} type="tel" label={m.account_phone()} autoComplete="tel" optional />
      <TextInput
        {...field("password")}
        defaultValue={undefined}
        type="password"
        label={m.account_password_new()}
        hint={m.account_password_hint()}
        autoComplete="new-password"
      />
    </FieldGroup>
  );
}
