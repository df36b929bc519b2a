declare module 'subset-font' {
  type Options = { targetFormat?: 'sfnt' | 'woff' | 'woff2'; noHinting?: boolean; keepFeatures?: string[] }
  export default function subset(font: Uint8Array, letters: string, options?: Options): Promise<Uint8Array>
}
