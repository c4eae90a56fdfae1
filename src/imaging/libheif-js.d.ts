/** The part of libheif-js 1.23 that is used here; the package has no types for its entry points. */
declare module 'libheif-js/wasm-bundle.js' {
  interface Handle {
    readonly heifHandle: unique symbol;
  }
  interface HeifError {
    readonly code: object;
    readonly message: string;
  }
  interface DecodedImage {
    readonly code?: undefined;
    readonly image: Handle;
    readonly channels: readonly {
      readonly id: object;
      readonly width: number;
      readonly height: number;
      /** Bytes from one row to the next. */
      readonly stride: number;
      /** A view of the WASM memory: it has to be copied before the image is released. */
      readonly data: Uint8Array;
    }[];
  }
  const libheif: {
    readonly heif_error_code: { readonly heif_error_Ok: object };
    readonly heif_colorspace: { readonly heif_colorspace_RGB: object };
    readonly heif_chroma: { readonly heif_chroma_interleaved_RGBA: object };
    readonly heif_channel: { readonly heif_channel_interleaved: object };
    heif_context_alloc(): Handle | null;
    heif_context_free(context: Handle): void;
    heif_context_read_from_memory(context: Handle, bytes: Uint8Array): HeifError;
    heif_js_context_get_primary_image_handle(context: Handle): Handle | HeifError;
    heif_image_handle_get_width(image: Handle): number;
    heif_image_handle_get_height(image: Handle): number;
    heif_image_handle_has_alpha_channel(image: Handle): number;
    heif_image_handle_release(image: Handle): void;
    heif_js_decode_image2(image: Handle, colorspace: object, chroma: object): DecodedImage | HeifError;
    heif_image_release(image: Handle): void;
  };
  export default libheif;
}
