/**
 * The queues and what each may cost. A queue is a lane of its own: slow work in one never holds up another.
 * `concurrency` is per worker process.
 */
export const queueRules = {
  matching: { concurrency: 2 },
  commitments: { concurrency: 4 },
  allotment: { concurrency: 2 },
  shipments: { concurrency: 4 },
  invoicing: { concurrency: 4 },
  payments: { concurrency: 4 },
  documents: { concurrency: 2 },
  notifications: { concurrency: 4 },
  upkeep: { concurrency: 2 },
} as const satisfies Record<string, { readonly concurrency: number }>;

export type QueueName = keyof typeof queueRules;
