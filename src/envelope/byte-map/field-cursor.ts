/** Collects the fields of an input in order, so that they cover it without gaps. */
import type { ByteFault, ByteFormat, ByteMap, LocatedFault, MapField, MapFieldName } from './byte-map.ts';

/** Describes a field: its value, and the number of what it belongs to. */
type Facts = Pick<MapField, 'value' | 'index'>;

/** Builds the fields of a map. */
export class FieldCursor {
  readonly fields: MapField[] = [];
  readonly size: number;
  /** Offset after the last field. */
  at = 0;
  #isStopped = false;
  #fault: LocatedFault | undefined;

  constructor(size: number) {
    this.size = size;
  }

  /** Whether the input cannot be read further. */
  hasStopped(): boolean {
    return this.#isStopped;
  }

  /** Adds a field of `length` bytes. Returns false if the input ends before, and stops. */
  take(name: MapFieldName, length: number, facts: Facts = {}): boolean {
    const left = this.size - this.at;
    if (length > left) {
      this.stop({ kind: 'truncated', field: name, needed: length, left });
      return false;
    }
    this.fields.push({ name, offset: this.at, length, ...facts });
    this.at += length;
    return true;
  }

  /** Keeps a fault at `offset`, unless one was found before. */
  fail(fault: ByteFault, offset = this.at): void {
    this.#fault ??= { fault, offset };
  }

  /** Keeps a fault, and ends the fields here. */
  stop(fault: ByteFault, offset = this.at): void {
    this.fail(fault, offset);
    this.#isStopped = true;
  }

  /** Completes the map. The bytes that are left become one field. */
  finish(format: ByteFormat, rest: MapFieldName = 'unread', others: Partial<ByteMap> = {}): ByteMap {
    if (this.at < this.size) this.take(rest, this.size - this.at);
    return { format, size: this.size, fields: this.fields, ...(this.#fault ? { fault: this.#fault } : {}), ...others };
  }
}
