import { defineConfig } from 'vite'
import { pages } from './src/web/ui/_build/pages.ts'

/** Builds what the browser gets: a stylesheet and a small script, those of the practitioner's pages, the composer, the fonts; and `.build/pages.ts`, which tells the Worker their names. */
export default defineConfig({
  publicDir: false,
  base: '/assets/',
  plugins: [pages()],
  build: {
    outDir: '.build/public/assets', // its own folder, so that emptying it leaves the letters' pictures alone
    emptyOutDir: true,
    assetsInlineLimit: 0, // the content security policy knows no data: addresses
    modulePreload: false,
    reportCompressedSize: false,
    rollupOptions: {
      input: {
        site: 'src/web/ui/browser/site.ts',
        style: 'src/web/ui/browser/site.css',
        admin: 'src/web/admin/browser/admin.css',
        passkeys: 'src/web/admin/browser/passkeys.ts',
        progress: 'src/web/admin/browser/progress.ts',
        compose: 'src/web/admin/browser/compose.ts',
        'compose-style': 'src/web/admin/browser/compose.css',
      },
      output: { entryFileNames: '[name]-[hash].js', assetFileNames: '[name]-[hash][extname]' },
    },
  },
})
