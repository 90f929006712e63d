package io.sendense.ui.shared;

import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignH;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;

/// The pictures of the inventory's objects and of states, by what they mean. (FXML names others
/// directly by their literal.)
public enum Icon {
    VCENTER(MaterialDesignC.CLOUD_OUTLINE),
    DATACENTER(MaterialDesignD.DOMAIN),
    FOLDER(MaterialDesignF.FOLDER_OUTLINE),
    CLUSTER(MaterialDesignS.SERVER_NETWORK),
    HOST(MaterialDesignS.SERVER),
    RESOURCE_POOL(MaterialDesignC.CHART_DONUT),
    VAPP(MaterialDesignV.VIEW_GRID_OUTLINE),
    VM(MaterialDesignM.MONITOR),
    TEMPLATE(MaterialDesignF.FILE_DOCUMENT_OUTLINE),
    TAG(MaterialDesignT.TAG_OUTLINE),
    PLAYING(MaterialDesignP.PLAY),
    PAUSED(MaterialDesignP.PAUSE),
    ALERT(MaterialDesignA.ALERT_CIRCLE_OUTLINE),
    INFORMATION(MaterialDesignI.INFORMATION_OUTLINE),
    WARNING(MaterialDesignA.ALERT_OUTLINE),
    DISK(MaterialDesignH.HARDDISK),
    REMOVE(MaterialDesignC.CLOSE),
    STEP_AHEAD(MaterialDesignC.CIRCLE_OUTLINE),
    STEP_NOW(MaterialDesignC.CIRCLE_SLICE_8),
    STEP_HELD(MaterialDesignP.PAUSE_CIRCLE),
    STEP_PAST(MaterialDesignC.CHECK_CIRCLE),
    STEP_FAILED(MaterialDesignC.CLOSE_CIRCLE),
    STEP_STOPPED(MaterialDesignS.STOP_CIRCLE);

    @SuppressWarnings("ImmutableEnumChecker") // every Ikon here is itself an enum constant
    private final Ikon ikon;

    Icon(Ikon ikon) {
        this.ikon = ikon;
    }

    /// A new node showing it, coloured by style sheet.
    public FontIcon node() {
        return new FontIcon(ikon);
    }
}
