/** Every address that no other route knows: an answer of our own, in words, with the right status. */
export function loader(): never {
  throw new Response(null, { status: 404 });
}

export const action = loader;

export default function Nowhere() {
  return null;
}
