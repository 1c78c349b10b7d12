/** What a row is in words, and below it the number of its paper: people look for the first and read out the second. */
export function NameAndCode({ name, code }: { readonly name: string; readonly code: string }) {
  return (
    <>
      <span className="block">{name}</span>{" "}
      <span className="tabular block text-sm font-normal text-ink-soft">{code}</span>
    </>
  );
}
