/** How an event travels. The default reaches the listeners of the element alone. */
type Travel = Pick<EventInit, 'bubbles' | 'composed' | 'cancelable'>;

/** An event of the page: its name, and the shape of its detail. */
export interface TypedEvent<Detail> {
  readonly name: string;
  /** Dispatches it from `target`. Returns false when a listener prevented its default. */
  dispatch(target: EventTarget, ...detail: Detail extends undefined ? [] : [detail: Detail]): boolean;
}

/** The event that a listener of `Declared` gets. */
export type EventOf<Declared> = Declared extends TypedEvent<infer Detail> ? CustomEvent<Detail> : never;

/** Declares an event once, so that whoever dispatches it and whoever listens agree on the detail. */
export function typedEvent<Detail = undefined>(name: `strong-${string}`, travel: Travel = {}): TypedEvent<Detail> {
  return {
    name,
    dispatch: (target, ...detail) => target.dispatchEvent(new CustomEvent(name, { ...travel, detail: detail[0] })),
  };
}
