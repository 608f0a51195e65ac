/** Remembers the generation of the call across a reload of the page. */
export class GenerationMemory {
  constructor(
    private readonly storage: Pick<Storage, 'getItem' | 'setItem'> | undefined,
    private readonly key = 'orleansCalls.generation',
  ) {}

  of(callId: string): number {
    const [id, generation] = this.storage?.getItem(this.key)?.split(' ') ?? [];
    return id === callId ? Number(generation) || 0 : 0;
  }

  keep(callId: string, generation: number): void {
    this.storage?.setItem(this.key, `${callId} ${generation}`);
  }
}
