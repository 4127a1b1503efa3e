/** Work of which one round goes on at a time. Where it is wanted meanwhile, another round follows, however often it was wanted. */
export class OneAtATime {
  private busy = false;
  private again = false;

  /**
   * @param round true: there is more to do at once
   * @param failed told what a round threw; the next one begins when it is wanted
   */
  constructor(
    private readonly round: () => Promise<boolean>,
    private readonly failed: (error: unknown) => void,
  ) {}

  want(): void {
    this.again = true;
    if (!this.busy) void this.work();
  }

  private async work(): Promise<void> {
    this.busy = true;
    try {
      while (this.again) {
        this.again = false;
        if (await this.round()) this.again = true;
      }
    } catch (error) {
      this.again = false;
      this.failed(error);
    } finally {
      this.busy = false;
    }
  }
}
