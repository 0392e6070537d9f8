/** Sleepers who wake one after the other in the order of their times, each once nothing else is left to do. */
export class Sleepers {
  private readonly waiting: { readonly until: number; readonly wake: () => void }[] = [];
  private isTurning = false;

  sleep(until: number): Promise<void> {
    return new Promise((wake) => {
      this.waiting.push({ until, wake });
      this.turn();
    });
  }

  private turn(): void {
    if (this.isTurning || this.waiting.length === 0) return;
    this.isTurning = true;
    setImmediate(() => {
      this.isTurning = false;
      this.waiting.sort((a, b) => a.until - b.until);
      this.waiting.shift()?.wake();
      this.turn();
    });
  }
}
