/** The address that opens WhatsApp with a text ready to send: to this number, or to whoever is picked there. */
export function waLink(text: string, phone: string | null = null): string {
  // Written at home as 0812…, abroad and by WhatsApp as 62812….
  const digits = (phone ?? "").replace(/\D/g, "").replace(/^0/, "62");
  return `https://wa.me/${digits}?text=${encodeURIComponent(text)}`;
}
