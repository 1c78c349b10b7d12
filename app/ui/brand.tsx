/** The mark: a rice barn on its posts under a saddle roof, with one grain in its door. */
export function Mark({ size = 32 }: { readonly size?: number | undefined }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className="shrink-0">
      <path
        d="M2.5 11.2C8 12 12.5 9.8 16 4.5c3.5 5.3 8 7.5 13.5 6.7-1.3 3-3.2 4.8-5.5 5.5H8c-2.3-.7-4.2-2.5-5.5-5.5Z"
        fill="var(--color-leaf-600)"
      />
      <path d="M8.6 18.2h14.8l-1.6 6.3H10.2l-1.6-6.3Z" fill="var(--color-leaf-700)" />
      <path d="M10.8 24.5h2.2v4h-2.2v-4ZM19 24.5h2.2v4H19v-4Z" fill="var(--color-leaf-800)" />
      <path d="M16 18.9c1.8 1.5 1.8 3.2 0 4.9-1.8-1.7-1.8-3.4 0-4.9Z" fill="var(--color-rice-300)" />
    </svg>
  );
}

/** Mark and name together, as it stands at the top of every page. */
export function Brand({ size = 32 }: { readonly size?: number | undefined }) {
  return (
    <span className="inline-flex items-center gap-2.5">
      <Mark size={size} />
      <span className="text-xl font-extrabold tracking-tight text-leaf-800">Lumbung</span>
    </span>
  );
}
