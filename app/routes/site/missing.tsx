/** Every address that no other route knows: an answer of our own, in words, with the right status. */
export function loader(): never {
  throw notFound();
}

export function action(): never {
  throw notFound();
}

function notFound(): Response {
  return new Response(null, { status: 404 });
}

export default function Nowhere() {
  return null;
}
