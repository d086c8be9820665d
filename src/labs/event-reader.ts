/** Reads the audit log of a lab. Each read asks for the events since the one before only. */
import type { AuditEvent, EventCursor } from '../model/audit.ts';
import type { Sandbox } from '../model/sandbox.ts';
import { EventFacts } from './event-facts.ts';

/** Events that are asked for at once: few, as most reads find few. */
const FIRST_PAGE = 20;
const NEXT_PAGES = 1000;

/** Returns the ID of the newest event. Undefined: the log is empty. */
export async function newestEventId({ events }: Pick<Sandbox, 'events'>): Promise<string | undefined> {
  return (await events.query({ limit: 1 })).events[0]?.record.eventID;
}

/** Reads the events after the lab's start. */
export class EventReader {
  readonly #sandbox: Pick<Sandbox, 'events'>;
  /** ID of the last event of the lab's start. */
  readonly #mark: string | undefined;
  #events: readonly AuditEvent[] = [];
  #facts = new EventFacts([]);

  constructor(sandbox: Pick<Sandbox, 'events'>, mark: string | undefined) {
    this.#sandbox = sandbox;
    this.#mark = mark;
  }

  /**
   * Returns the events after the lab's start, oldest first. Events that a restored snapshot took back are not among
   * them.
   * @returns undefined if the log no longer has the last event of the lab's start
   */
  async read(): Promise<EventFacts | undefined> {
    const newest = this.#events.at(-1)?.record.eventID;
    const found: AuditEvent[] = [];
    let before: EventCursor | undefined;
    do {
      const limit = before === undefined ? FIRST_PAGE : NEXT_PAGES;
      const page = await this.#sandbox.events.query(before === undefined ? { limit } : { limit, before });
      for (const event of page.events) {
        const { eventID } = event.record;
        if (eventID === newest)
          return this.#keep(found.length === 0 ? undefined : [...this.#events, ...found.reverse()]);
        if (eventID === this.#mark) return this.#keep(found.reverse());
        found.push(event);
      }
      before = page.next;
    } while (before !== undefined);
    return this.#mark === undefined ? this.#keep(found.reverse()) : undefined;
  }

  /** @param events undefined: nothing has changed */
  #keep(events: readonly AuditEvent[] | undefined): EventFacts {
    if (events !== undefined) {
      this.#events = events;
      this.#facts = new EventFacts(events);
    }
    return this.#facts;
  }
}
