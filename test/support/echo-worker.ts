const suffix: string = ' and out';
self.onmessage = ({ data }: MessageEvent<string>) => self.postMessage(data + suffix);
